def setup(app):
    app.add_crossref_type(directivename="signal", rolename="sig")
    return {"parallel_read_safe": True}
