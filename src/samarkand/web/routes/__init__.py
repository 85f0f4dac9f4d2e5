"""The pages, one module a kind; each gives its routes over a desk."""
