"""The nouns: frozen values that import nothing but the ground. The words are those of the glossary."""
