from govperf.layouts.indicator_rows import IndicatorRows
class SideBySide(IndicatorRows):
    NAME="side_by_side"
    FORM="side_by_side"
