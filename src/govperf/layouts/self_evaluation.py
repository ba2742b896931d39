from govperf.layouts.indicator_rows import IndicatorRows
class SelfEvaluation(IndicatorRows):
    NAME="self_evaluation"
    FORM="self_evaluation"
