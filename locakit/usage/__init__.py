"""Which messages code uses: code files read (``reading``) and held against the catalogues (``matching``)."""
