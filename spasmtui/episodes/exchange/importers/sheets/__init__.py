"""Read workbooks of spreadsheet programs: .xlsx and .ods."""
