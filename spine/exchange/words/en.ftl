### spine/exchange: why a file is not taken, and characters that cannot be written

exchange-refusal-not-a-workbook = This is not an Excel workbook (.xlsx), so it could not be read. Open it in Excel, choose “Save As” and the type “Excel Workbook (*.xlsx)”, then choose the saved file.
exchange-refusal-old-format = This workbook is in the old format (.xls), so it could not be read. Open it in Excel and save it with the type “Excel Workbook (*.xlsx)”.
exchange-refusal-encrypted = The workbook is locked by a password, so it could not be opened. Remove the password in Excel and save it again.
exchange-refusal-too-large = The file is too large (limit { $limit } MB). Remove pictures and unused sheets, then choose it again.
exchange-refusal-unpacks-too-large = The content of the file is too large (limit { $limit } MB once unpacked). Remove pictures and unused sheets, then choose it again.
exchange-refusal-too-many-cells = The file has too many filled cells (limit { $limit }). Split it before reading it in.
exchange-refusal-damaged = The workbook is damaged or cut short and could not be read to the end. Check that Excel opens it, and save it again.
exchange-refusal-undecodable = Row { $row }, column { $column } holds a character that cannot be read as { $encoding }. Save the file in Excel as “CSV UTF-8 (comma delimited)”.
exchange-unmappable-character = Row { $row }, column { $column }: “{ $character }” ({ $code }) does not exist in Shift_JIS. Replace it by another character, or write the file in UTF-8.

## What stands in one cell of a table (cell, trial)
exchange-cell-blank = This cell is empty. Please fill it in.
exchange-cell-formula-error = The formula ends in an error ({ $found }). Correct the formula in Excel or enter the value.
exchange-cell-not-a-day = “{ $found }” cannot be read as a date. Write 2024/4/1, R6.4.1 or 令和6年4月1日.
exchange-cell-not-offered = “{ $found }” cannot be read. Possible are: { $offered }.
exchange-cell-not-yes-or-no = “{ $found }” cannot be read. Write yes (○, 1) or no (×, 0).
exchange-cell-not-hours = “{ $found }” cannot be read as a time. Write 38:45.
exchange-place-table = “{ $sheet }”
exchange-place-row = “{ $sheet }”, row { $row }
exchange-place-cell = “{ $sheet }”, row { $row }, column { $column } ({ $title })
