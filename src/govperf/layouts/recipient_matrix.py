from govperf.layouts.indicator_rows import IndicatorRows
class RecipientMatrix(IndicatorRows):
    NAME="recipient_matrix"
    FORM="recipient_matrix"
