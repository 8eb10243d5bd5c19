# Writes reference values with the software that made them. Run a script of this folder from this folder:
#   Rscript agreement.R
suppressPackageStartupMessages(library(jsonlite))

record <- function(file, packages, contents) {
  versions <- vapply(packages, function(name) as.character(packageVersion(name)), "")
  software <- c(R = paste(R.version$major, R.version$minor, sep = "."), versions)
  write_json(c(list(software = as.list(software)), contents), file, digits = NA, auto_unbox = TRUE, na = "null", null = "null")
}
