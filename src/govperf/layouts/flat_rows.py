from govperf.layouts.indicator_rows import IndicatorRows
class FlatRows(IndicatorRows):
    NAME="flat_rows"
    FORM="flat_rows"
