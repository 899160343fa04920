"""Makes the documentation's site of docs/ and of the program itself."""
