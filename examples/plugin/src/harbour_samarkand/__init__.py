"""A plugin of Samarkand: an outlet, an extractor, a form."""
