from govperf.layouts.indicator_rows import IndicatorRows
class DepartmentRows(IndicatorRows):
    NAME="department_rows"
    FORM="department_rows"
