# Correlations of every two columns of R's `airquality`, whose cells have gaps, over the rows that have both; and with
# temperature held constant.
#   Rscript associations.R
source("../../statistics/reference/record.R")

markers <- c("Ozone", "Solar.R", "Wind", "Temp")
pairs <- combn(markers, 2, simplify = FALSE)
# Below the diagonal row by row: the order of the triangle.
pairs <- pairs[order(sapply(pairs, function(p) match(p[2], markers)), sapply(pairs, function(p) match(p[1], markers)))]
plain <- function(method) lapply(pairs, function(p) {
  both <- na.omit(airquality[p]); t <- suppressWarnings(cor.test(both[[1]], both[[2]], method = method))
  list(first = p[1], second = p[2], pairs = nrow(both), value = as.numeric(t$estimate), p = t$p.value, interval = as.numeric(t$conf.int)) })
held <- lapply(pairs[sapply(pairs, function(p) !"Temp" %in% p)], function(p) {
  all <- na.omit(airquality[c(p, "Temp")]); r <- cor(resid(lm(all[[1]] ~ all$Temp)), resid(lm(all[[2]] ~ all$Temp)))
  df <- nrow(all) - 3
  list(first = p[1], second = p[2], pairs = nrow(all), value = r, p = 2 * pt(-abs(r) * sqrt(df / (1 - r^2)), df)) })
pearson <- plain("pearson"); spearman <- plain("spearman")

cells <- sapply(airquality[markers], function(x) ifelse(is.na(x), "", format(x, trim = TRUE)))
record("associations.json", "stats", list(
  text = paste0("patient,", paste(markers, collapse = ","), "\n", paste0("P", seq_len(nrow(cells)), ",", apply(cells, 1, paste, collapse = ","), collapse = "\n"), "\n"),
  pearson = pearson, holm = p.adjust(sapply(pearson, function(one) one$p), "holm"),
  spearman = lapply(spearman, function(one) one[c("first", "second", "pairs", "value")]), held = held))
