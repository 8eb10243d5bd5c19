# ROC, Wilson, calibration, likelihood ratios.
source("record.R")
suppressPackageStartupMessages({ library(pROC); library(epiR) })
set.seed(20262)

roc_case <- function(name, diseased, first, second) {
  a <- roc(diseased, first, quiet = TRUE, direction = "<")
  b <- roc(diseased, second, quiet = TRUE, direction = "<")
  test <- roc.test(a, b, method = "delong", paired = TRUE)
  ci <- as.numeric(ci.auc(a, method = "delong"))
  all <- coords(a, "all", ret = c("sensitivity", "specificity"), transpose = FALSE)
  list(name = name, diseased = as.logical(diseased), first = first, second = second, auc = as.numeric(auc(a)), interval = ci[c(1, 3)],
       standardError = sqrt(var(a, method = "delong")), sensitivities = rev(all$sensitivity), specificities = rev(all$specificity),
       comparison = list(z = as.numeric(test$statistic), p = test$p.value, interval = as.numeric(test$conf.int), difference = as.numeric(auc(a) - auc(b))))
}

calibration_case <- function(name, p, y) {
  inside <- pmin(1 - 1e-6, pmax(1e-6, p))
  lo <- qlogis(inside)
  control <- glm.control(epsilon = 1e-14, maxit = 100)
  fit <- glm(y ~ lo, family = binomial, control = control)
  large <- glm(y ~ 1, family = binomial, offset = lo, control = control)
  wald <- function(model, i) { s <- summary(model)$coefficients[i, ]; as.numeric(c(s[1], s[2], s[1] + c(-1, 1) * qnorm(0.975) * s[2], s[4])) }
  squares <- (p - y)^2
  benefit <- lapply(c(0.05, 0.2, 0.5, 0.8), function(k) list(threshold = k, model = mean(p >= k & y == 1) - mean(p >= k & y == 0) * k / (1 - k), everybody = mean(y) - (1 - mean(y)) * k / (1 - k)))
  list(name = name, probabilities = p, outcomes = as.logical(y), netBenefit = benefit, slope = wald(fit, 2), intercept = wald(fit, 1), inTheLarge = wald(large, 1),
       logLikelihood = as.numeric(logLik(fit)), brier = mean(squares), brierHalf = qnorm(0.975) * sd(squares) / sqrt(length(y)))
}

two_by_two <- function(tp, fp, fn, tn) {
  e <- epi.tests(c(tp, fp, fn, tn), method = "wilson")$detail
  pick <- function(name) as.numeric(e[e$statistic == name, c("est", "lower", "upper")])
  list(tp = tp, fp = fp, fn = fn, tn = tn, sensitivity = pick("se"), specificity = pick("sp"), ppv = pick("pv.pos"), npv = pick("pv.neg"),
       accuracy = pick("diag.ac"), likelihoodRatioPositive = pick("lr.pos"), likelihoodRatioNegative = pick("lr.neg"))
}

data(aSAH)
n <- 60
truth <- rbinom(n, 1, 0.3)
smooth <- round(rnorm(n) + truth, 4)
coarse <- round(2 * (rnorm(n) + 0.7 * truth)) / 2
p1 <- round(plogis(rnorm(80)), 4)
y1 <- rbinom(80, 1, plogis(0.6 * qlogis(p1) + 0.3))
p2 <- c(0, 1, round(rbeta(118, 0.5, 1.5), 3))
y2 <- rbinom(120, 1, pmin(0.95, pmax(0.05, p2)))
p3 <- rep(c(0.1, 0.3, 0.6, 0.9), c(20, 10, 6, 14))
y3 <- rbinom(50, 1, p3)

record("diagnostic-accuracy.json", c("pROC", "epiR"), list(
  roc = list(
    roc_case("aneurysm data of pROC, many ties", as.numeric(aSAH$outcome == "Poor"), aSAH$s100b, aSAH$ndka),
    roc_case("simulated, unbalanced", truth, smooth, coarse),
    roc_case("tied against smooth", truth, coarse, smooth)),
  wilson = lapply(list(c(9, 10), c(0, 12), c(57, 57), c(70, 16755), c(1, 3)), function(x)
    list(successes = x[1], total = x[2], interval = as.numeric(suppressWarnings(prop.test(x[1], x[2], correct = FALSE))$conf.int))),
  calibration = list(calibration_case("too extreme", p1, y1), calibration_case("with 0 and 1", p2, y2), calibration_case("four tied values", p3, y3)),
  twoByTwo = list(two_by_two(80, 12, 9, 140), two_by_two(7, 3, 2, 88), two_by_two(29, 1, 2, 29))))
