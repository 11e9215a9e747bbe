# Every setting that is taken over, and some that are not.
import os
import re
from datetime import date

project = "Ship's log"
author = "The crew"
copyright = f"{date.today().year}, The crew"
version = "2.1"
release = f"{version}.4"
language = "de_CH"

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.extlinks",
    "sphinxcontrib.spelling",
    "ship.own",
    "sphinx.ext.autosectionlabel",
    "signals",
]
source_suffix = {".rst": "restructuredtext", ".txt": "restructuredtext"}
root_doc = "contents"
exclude_patterns = ["_build", "drafts/*", "old.rst", "**/.hidden"]
templates_path = ["_templates"]
default_role = "any"
highlight_language = "console"
smartquotes = False
numfig = True
todo_include_todos = True
autosectionlabel_prefix_document = True
nitpicky = True
nitpick_ignore = [("py:class", "Mast")]

rst_prolog = """
.. |ship| replace:: The *Dove*
"""
rst_epilog = ".. _harbor: https://harbor.example/"
extlinks = {
    "issue": ("https://code.example/issues/%s", "issue %s"),
    "log": ("https://log.example/%s", None),
    "mail": ("mailto:%s", None),
}
linkcheck_ignore = [r"https://slow\.example/.*", re.escape("https://login.example/?a=b"), r".*\.local"]

html_theme = "furo"
html_title = "Ship's log <small>2.1</small>"
html_baseurl = "https://log.example/en/"
html_static_path = ["_static"]
html_css_files = ["own.css"]
html_logo = os.path.join("_static", "dove.png")
html_context = {"display_github": True, "github_user": "ship", "github_repo": "log", "github_version": "main", "conf_py_path": "/docs/"}
html_theme_options = {"source_repository": "https://code.example/log", "source_branch": "main", "source_directory": "docs/"}

spelling_word_list_filename = ["words.txt"]
redirects = {"old-name": "new-name.html"}
tags.add("internal")


def setup(app):
    app.add_object_type("event", "event", objname="an event", indextemplate="pair: %s; event")
