from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from quiz.documents.language import LANGUAGE
from quiz.documents.schema import CLAIM_KEY, KEY

validate_key = RegexValidator(KEY, _("Use small letters, digits and hyphens, as in c7."))
validate_claim_key = RegexValidator(CLAIM_KEY, _("Use c and a number, as in c7."))
validate_language = RegexValidator(LANGUAGE, _("Write a language’s code, such as en, de or pt-BR."))
