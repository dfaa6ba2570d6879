"""Where a case is found."""

from headwater.desk.models import Case


def merged_into(case: int) -> int:
    """Where messages for this case go; a merge of a merged case is followed to its end."""
    seen = {case}
    while (into := Case.objects.filter(number=case).values_list("merged_into", flat=True).first()) is not None:
        if into in seen:
            break
        case = into
        seen.add(case)
    return case
