"""What is done with glossaries beyond matching: exchanged as TBX and tables, judged, found in content, compared."""
