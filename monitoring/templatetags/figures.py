"""Numbers in templates."""

from django import template

from monitoring.admin import cells, numbers

register = template.Library()

register.filter("count", numbers.count_text)
register.filter("percent", numbers.percent_text)
register.filter("count_cell", numbers.count_cell)
register.filter("day", numbers.day_text)
register.filter("flag", cells.flag_cell)
