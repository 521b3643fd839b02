"""Write the files that are made from others and checked in: `make generated`, `make screenshots`."""
