"""Any list as a file: Excel workbook, comma-separated text, PDF (Q4)."""
