"""The parts of the PDF container: rules and text of a page, and rows joined over pages."""
