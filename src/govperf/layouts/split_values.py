from govperf.layouts.indicator_rows import IndicatorRows
class SplitValues(IndicatorRows):
    NAME="split_values"
    FORM="split_values"
