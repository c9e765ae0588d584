//! Measurements: time and memory on campaigns of full scale.
