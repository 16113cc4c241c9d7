"""What a form sends for the right and for a wrong answer, whatever the kind of question."""

from quiz.attempts.recorded import find_state


def item(attempt, number):
    return find_state(attempt.reader, attempt.public_id).items[number - 1]


def right(attempt, number):
    return right_to(item(attempt, number))


def wrong(attempt, number):
    return wrong_to(item(attempt, number))


def right_to(asked):
    """What a form sends for the right answer; found by what each kind says is its key."""
    return asked.question.fill(asked.question.key_response(), asked.order)


def wrong_to(asked):
    sent = dict(right_to(asked))
    if "choice" in sent:
        places = {str(place) for place in range(len(asked.order))}
        return {"choice": sorted(places - set(sent["choice"]))[:1]}
    if "text" in sent:
        return {"text": ["something else"]}
    if "order" in sent:
        return {"order": sent["order"][::-1]}
    values = [value for values in sent.values() for value in values]
    turned = values[1:] + values[:1]
    return {name: [value] for name, value in zip(sent, turned, strict=True)}
