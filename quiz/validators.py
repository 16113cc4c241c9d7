from django.core.validators import RegexValidator

from quiz.documents import CLAIM_KEY, KEY

validate_key = RegexValidator(KEY, "Use small letters, digits and hyphens, as in c7.")
validate_claim_key = RegexValidator(CLAIM_KEY, "Use c and a number, as in c7.")
