//! Small programs that embed Lunban, in the folder `examples`; the program of the README is compiled here.

#![cfg_attr(doctest, doc = include_str!("../../README.md"))]
#![cfg_attr(doctest, doc = include_str!("../../README.zh.md"))]
