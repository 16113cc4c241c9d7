"""Questions in the formats of other programs: Moodle XML, GIFT and QTI 3.0.

Pure functions: question documents to bytes, and bytes to question data with remarks on what could
not be carried over. No database and no request.
"""
