# ICC, kappa, Bland-Altman and within-subject SD.
source("record.R")
suppressPackageStartupMessages({ library(psych); library(vcd) })
set.seed(20261)

shrout_fleiss <- matrix(c(9,2,5,8, 6,1,3,2, 8,4,6,8, 7,1,2,6, 10,5,6,9, 6,2,4,7), ncol = 4, byrow = TRUE)
thickness <- round(rnorm(30, 14, 3) + matrix(rnorm(90, 0, 1), 30) + matrix(c(0, 0.5, -0.3), 30, 3, byrow = TRUE), 2)
tied <- matrix(sample(1:4, 24, replace = TRUE), 12) + rep(sample(0:3, 12, replace = TRUE), 2)

icc_case <- function(name, table) {
  results <- psych::ICC(table, lmer = FALSE)$results
  forms <- lapply(seq_len(6), function(i) list(
    value = results$ICC[i], f = results$F[i], df1 = results$df1[i], df2 = results$df2[i], p = results$p[i],
    lower = results[i, "lower bound"], upper = results[i, "upper bound"]))
  names(forms) <- results$type
  list(name = name, ratings = table, forms = forms)
}

kappa_case <- function(name, table) {
  k <- nrow(table)
  rows <- unlist(lapply(seq_len(k), function(i) rep(i, sum(table[i, ]))))
  columns <- unlist(lapply(seq_len(k), function(i) rep(seq_len(k), table[i, ])))
  of <- function(weights) {
    fit <- Kappa(table, weights = weights)
    bounds <- confint(fit)
    list(none = c(fit$Unweighted, bounds[1, ]), weighted = c(fit$Weighted, bounds[2, ]))
  }
  linear <- of("Equal-Spacing")
  quadratic <- of("Fleiss-Cohen")
  list(name = name, first = rows, second = columns, categories = seq_len(k),
       none = unname(linear$none), linear = unname(linear$weighted), quadratic = unname(quadratic$weighted))
}

bland_altman_case <- function(name, first, second, form) {
  a <- if (form == "ratio") log(first) else first
  b <- if (form == "ratio") log(second) else second
  means <- (a + b) / 2
  d <- if (form == "percent") 100 * (a - b) / means else a - b
  back <- if (form == "ratio") exp else identity
  n <- length(d)
  test <- t.test(d)
  limit_half <- qt(0.975, n - 1) * sd(d) * sqrt(1 / n + qnorm(0.975)^2 / (2 * (n - 1)))
  limits <- mean(d) + c(-1, 1) * qnorm(0.975) * sd(d)
  fit <- lm(d ~ means)
  list(name = name, form = form, first = first, second = second, bias = back(mean(d)), biasInterval = back(as.numeric(test$conf.int)),
       sd = sd(d), limits = back(limits), lowerInterval = back(limits[1] + c(-1, 1) * limit_half), upperInterval = back(limits[2] + c(-1, 1) * limit_half),
       slope = as.numeric(c(coef(fit)[2], confint(fit)[2, ], summary(fit)$coefficients[2, 4])),
       intercept = as.numeric(c(coef(fit)[1], confint(fit)[1, ], summary(fit)$coefficients[1, 4])), residualSd = sigma(fit))
}

within_case <- function(name, repeats) {
  long <- data.frame(y = unlist(repeats), subject = factor(rep(seq_along(repeats), lengths(repeats))))
  fit <- lm(y ~ subject, long)
  squares <- sum(resid(fit)^2)
  list(name = name, repeats = lapply(repeats, as.list), df = fit$df.residual, value = sigma(fit),
       interval = sqrt(squares / qchisq(c(0.975, 0.025), fit$df.residual)))
}

truth <- round(rlnorm(25, 0.3, 0.4), 3)
other <- round(truth * rlnorm(25, 0.05, 0.08), 3)
peak_flow <- list(c(494, 490), c(395, 397), c(516, 512), c(434, 401), c(476, 470), c(557, 611), c(413, 415), c(442, 431), c(650, 638), c(433, 429),
                  c(417, 420), c(656, 633), c(267, 275), c(478, 492), c(178, 165), c(423, 372), c(427, 421))
unbalanced <- lapply(c(3, 1, 2, 5, 2, 1, 4), function(k) round(rnorm(k, rnorm(1, 1.4, 0.3), 0.1), 3))

record("agreement-two-readers.json", c("psych", "vcd"), list(
  icc = list(icc_case("Shrout and Fleiss 1979, 6 x 4", shrout_fleiss), icc_case("simulated septum, 30 x 3", thickness), icc_case("tied whole numbers, 12 x 2", tied)),
  kappa = list(
    kappa_case("two classes", matrix(c(40, 5, 9, 26), 2)),
    kappa_case("four grades, unbalanced", matrix(c(44, 5, 1, 0, 3, 12, 4, 0, 0, 3, 9, 2, 0, 0, 1, 6), 4)),
    kappa_case("SexualFun of vcd", unclass(SexualFun)),
    kappa_case("a class that one reader never used", matrix(c(8, 2, 1, 0, 0, 0, 1, 3, 7), 3))),
  blandAltman = list(
    bland_altman_case("peak flow, Bland and Altman 1986", c(494,395,516,434,476,557,413,442,650,433,417,656,267,478,178,423,427), c(512,430,520,428,500,600,364,380,658,445,432,626,260,477,259,350,451), "difference"),
    bland_altman_case("simulated ratio", truth, other, "difference"),
    bland_altman_case("simulated ratio", truth, other, "percent"),
    bland_altman_case("simulated ratio", truth, other, "ratio"),
    bland_altman_case("tied whole numbers", c(1, 2, 2, 3, 3, 3, 5, 4), c(1, 1, 2, 2, 3, 4, 4, 4), "difference")),
  withinSubject = list(within_case("peak flow, two readings", peak_flow), within_case("unbalanced", unbalanced), within_case("tied", list(c(1, 1), c(2, 3), c(2, 2, 2))))))
