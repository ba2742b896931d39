from govperf.layouts.indicator_rows import IndicatorRows
class LongTableForm(IndicatorRows):
    NAME="long_table"
    FORM="long_table"
