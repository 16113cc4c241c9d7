from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from quiz.documents.immutable import FrozenError
from quiz.models import Paper
from quiz.paper import Passage, keep_paper, new_paper, read_paper

PASSAGE = Passage(text="The sky is blue.", standing="Reported", sign="●", paragraphs=(1,))


@pytest.fixture
def questions(small):
    return small()["questions"]


def make_paper(*parts):
    return keep_paper(new_paper(*parts))


def test_the_same_content_is_the_same_paper(db, questions):
    papers = [make_paper("Sky", "/sky/", questions, {"c1": PASSAGE}) for _ in "12"]
    assert papers[0] == papers[1]
    assert Paper.objects.count() == 1


def test_other_words_of_a_passage_make_another_paper(db, questions):
    make_paper("Sky", "/sky/", questions, {"c1": PASSAGE})
    make_paper("Sky", "/sky/", questions, {"c1": PASSAGE.model_copy(update={"text": "It is."})})
    assert Paper.objects.count() == 2


def test_a_paper_keeps_the_passages_its_questions_name_and_no_others(db, questions):
    paper = make_paper("Sky", "/sky/", questions, {"c1": PASSAGE, "c2": PASSAGE})
    assert read_paper(Paper.objects.get(pk=paper.pk)).passages == {"c1": PASSAGE}


def test_evidence_that_is_not_among_the_passages_is_refused(db, questions):
    with pytest.raises(KeyError):
        make_paper("Sky", "/sky/", questions, {})
    assert not Paper.objects.exists()


def test_a_paper_cannot_be_changed_or_deleted(db, questions):
    paper = make_paper("Sky", "/sky/", questions, {"c1": PASSAGE})
    paper.document = "{}"
    acts: list[Callable[[], object]] = [
        paper.save,
        paper.delete,
        Paper.objects.all().delete,
        lambda: Paper.objects.update(document="{}"),
        lambda: Paper.objects.bulk_update([paper], ["document"]),
    ]
    for act in acts:
        with pytest.raises(FrozenError), transaction.atomic():
            act()
    assert Paper.objects.get().document != "{}"


def test_a_copy_cannot_take_a_papers_place(db, questions):
    paper = make_paper("Sky", "/sky/", questions, {"c1": PASSAGE})
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper(pk=paper.pk, document="{}", sha256="0", page_key="sky").save()
