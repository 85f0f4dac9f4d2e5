"""The one place where the parts are wired: adapters become what the flow and the queries work with."""
