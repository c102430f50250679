"""Speed, measured side by side in one run: only the ratios count."""
