# -*- coding: utf-8 -*-
import sys, os; sys.path.insert(0, os.path.abspath('.'))
from names import NAME

def title(name):
    return name + ' handbook'

project = NAME
html_title = title(project)
if os.environ.get('CI'):
    exclude_patterns = ['ci.rst']
else:
    html_baseurl = 'https://x.example/'
try:
    import theme
    html_theme = theme.NAME
except ImportError:
    html_theme = 'alabaster'
extlinks = dict(pr=('https://code.example/pull/%s', '#%s'))
extlinks.update({'wiki': ('https://wiki.example/' '%s', '')})
exclude_patterns = [name + '.rst' for name in ('a', 'b')]
html_static_path = []
towncrier_mode = "draft"
own_helper = 1
print(own_helper)
html_theme_options = {
    'github_url': "https://code.example/ship",
    # 'commented': 'out',
    "nested": {'a': [1, 2.5, -3], "b": None},
}
rst_prolog = r'''
.. |back| replace:: C:\ship
'''
latex_elements = {'preamble': r'\usepackage{x}',
def broken(
