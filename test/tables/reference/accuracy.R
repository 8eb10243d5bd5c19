# Scores with missing cells, one of which is low in disease, one a probability.
#   Rscript accuracy.R
source("../../statistics/reference/record.R")
suppressPackageStartupMessages({ library(pROC); library(epiR) })
set.seed(20263)
data(aSAH)

n <- nrow(aSAH)
diseased <- aSAH$outcome == "Poor"
low <- round(60 - 4 * as.numeric(aSAH$wfns) + rnorm(n, 0, 6), 1)
low[c(5, 40, 77)] <- NA
probability <- round(plogis(-1.2 + 2.2 * diseased + rnorm(n)), 3)
scores <- list(s100b = aSAH$s100b, low = low, probability = probability)
directions <- list(s100b = "<", low = ">", probability = "<")
stated <- list(s100b = 0.3, low = 50, probability = NA)

describe <- function(name) {
  known <- !is.na(scores[[name]])
  curve <- roc(diseased[known], scores[[name]][known], quiet = TRUE, direction = directions[[name]], levels = c(FALSE, TRUE))
  best <- coords(curve, "best", best.method = "youden", ret = c("sensitivity", "specificity"), transpose = FALSE)
  cut <- stated[[name]]
  called <- if (is.na(cut)) NULL else if (directions[[name]] == "<") scores[[name]][known] >= cut else scores[[name]][known] <= cut
  table <- if (is.null(called)) NULL else { d <- diseased[known]; e <- epi.tests(c(sum(called & d), sum(called & !d), sum(!called & d), sum(!called & !d)), method = "wilson")$detail
    sapply(c(sensitivity = "se", specificity = "sp", likelihoodRatioPositive = "lr.pos", likelihoodRatioNegative = "lr.neg"), function(s) as.numeric(e[e$statistic == s, c("est", "lower", "upper")]), simplify = FALSE) }
  ci <- as.numeric(ci.auc(curve, method = "delong"))
  list(name = name, cases = sum(known), auc = ci[2], interval = ci[c(1, 3)], youden = max(best$sensitivity + best$specificity - 1), atStated = table)
}
compare <- function(pair) {
  known <- !is.na(scores[[pair[1]]]) & !is.na(scores[[pair[2]]])
  curves <- lapply(pair, function(name) roc(diseased[known], scores[[name]][known], quiet = TRUE, direction = directions[[name]], levels = c(FALSE, TRUE)))
  test <- roc.test(curves[[1]], curves[[2]], method = "delong", paired = TRUE)
  list(first = pair[1], second = pair[2], cases = sum(known), difference = as.numeric(auc(curves[[1]]) - auc(curves[[2]])), interval = as.numeric(test$conf.int), p = test$p.value)
}
comparisons <- lapply(list(c("s100b", "low"), c("s100b", "probability"), c("low", "probability")), compare)
slope <- glm(diseased ~ qlogis(probability), family = binomial, control = glm.control(epsilon = 1e-14, maxit = 100))

record("accuracy.json", c("pROC", "epiR"), list(
  diseased = diseased, values = scores, scores = lapply(names(scores), describe),
  comparisons = comparisons, adjusted = p.adjust(sapply(comparisons, function(one) one$p), "holm"),
  calibration = list(slope = as.numeric(coef(slope)[2]), brier = mean((probability - diseased)^2),
    netBenefit = sapply(c(0.1, 0.3, 0.6), function(k) mean(probability >= k & diseased) - mean(probability >= k & !diseased) * k / (1 - k)))))
