"""The page: from a data set to one self-contained HTML file that draws it.

``payload`` says what the page knows, ``document`` how it is put together, and
``protest_map`` makes it a folium map. The files the browser gets lie in ``assets``.
"""
