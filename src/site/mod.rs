//! Pages folded into a site.
