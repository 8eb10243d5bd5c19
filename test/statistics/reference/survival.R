# Kaplan-Meier, log-rank, Cox, proportional hazards, concordance.
source("record.R")
suppressPackageStartupMessages(library(survival))
set.seed(20268)

curve_case <- function(name, time, event, group) {
  fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log"); s <- summary(fit, censored = TRUE); m <- summary(fit)$table
  difference <- survdiff(Surv(time, event) ~ group)
  list(name = name, times = time, events = as.logical(event), groups = group,
       curve = list(time = s$time, atRisk = s$n.risk, events = s$n.event, survival = s$surv, se = s$std.err, lower = s$lower, upper = s$upper),
       median = unname(m[c("median", "0.95LCL", "0.95UCL")]), logRank = list(chiSquared = difference$chisq, p = difference$pvalue, observed = unname(difference$obs), expected = unname(difference$exp)))
}

cox_case <- function(name, stop, event, covariates, start = NULL, ties = c("efron", "breslow", "exact")) {
  data <- as.data.frame(covariates)
  y <- if (is.null(start)) Surv(stop, event) else Surv(start, stop, event)
  control <- coxph.control(eps = 1e-11, toler.chol = 1e-12, iter.max = 50)
  one <- function(method) {
    fit <- coxph(y ~ ., data = data, ties = method, control = control); s <- summary(fit)
    result <- list(coefficients = unname(coef(fit)), se = sqrt(diag(vcov(fit))), p = unname(s$coefficients[, 5]), hazardRatios = unname(s$conf.int[, c(1, 3, 4), drop = FALSE]),
                   logLikelihoods = fit$loglik, tests = unname(c(s$logtest["test"], s$waldtest["test"], s$sctest["test"])), exactWald = as.numeric(t(coef(fit)) %*% solve(vcov(fit)) %*% coef(fit)))
    if (method != "exact") result$zph <- unname(cox.zph(fit)$table[, c("chisq", "df", "p")])
    if (is.null(start) && method == "efron") { k <- concordance(fit); result$concordance <- c(unname(k$concordance), sqrt(k$var), unname(k$count[1:3])); result$linearPredictors <- unname(fit$linear.predictors) }
    result
  }
  c(list(name = name, times = stop, events = as.logical(event), covariates = unname(Map(function(n, v) list(name = n, values = v), names(data), data)), ties = sapply(ties, one, simplify = FALSE)), if (!is.null(start)) list(starts = start))
}

lung2 <- lung
veteran2 <- within(veteran, { trt2 <- trt - 1; prior2 <- prior / 10 })
tied <- data.frame(time = sample(1:6, 60, TRUE), event = rbinom(60, 1, 0.6), x = round(rnorm(60), 2), g = rbinom(60, 1, 0.4))
heart2 <- heart; heart2$tx <- as.numeric(as.character(heart2$transplant)); heart2$stop <- pmax(heart2$stop, heart2$start + 0.25)
small <- data.frame(time = c(6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17), event = c(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0), group = rep(c("a", "b"), 7))
record("survival.json", "survival", list(
  curves = list(curve_case("lung cancer by sex", lung$time, lung$status == 2, lung$sex), curve_case("veterans by cell type", veteran$time, veteran$status, as.character(veteran$celltype)), curve_case("tied times", tied$time, tied$event, tied$g), curve_case("leukaemia, 14 subjects", small$time, small$event, small$group)),
  cox = list(cox_case("lung cancer, age and sex", lung$time, lung$status == 2, lung[, c("age", "sex")]), cox_case("veterans", veteran2$time, veteran2$status, veteran2[, c("trt2", "karno", "age", "prior2")]), cox_case("tied times", tied$time, tied$event, tied[, c("x", "g")]),
             cox_case("Stanford transplants, time-dependent", heart2$stop, heart2$event, heart2[, c("tx", "age", "surgery")], heart2$start, c("efron", "breslow")))))
