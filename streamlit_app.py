"""The dashboard, for ``streamlit run streamlit_app.py``."""

from kzmap.dashboard.app import main

main()
