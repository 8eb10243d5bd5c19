# Survival by group, Cox models one by one and together with missing cells, and the change of a marker measured again.
#   Rscript outcome.R
source("../../statistics/reference/record.R")
suppressPackageStartupMessages(library(survival))
control <- coxph.control(eps = 1e-11, toler.chol = 1e-12, iter.max = 50)

hazards <- function(fit) { s <- summary(fit); list(coefficients = unname(coef(fit)), hazardRatios = unname(s$conf.int[, c(1, 3, 4), drop = FALSE]), p = unname(s$coefficients[, 5])) }

curve_of <- function(time, event, at) {
  fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log")
  s <- summary(fit, times = at, extend = FALSE)
  list(median = unname(summary(fit)$table[c("median", "0.95LCL", "0.95UCL")]), atRisk = s$n.risk, survival = s$surv, lower = s$lower, upper = s$upper)
}

# One row a patient, with missing cells: advanced lung cancer of survival, in months of 365.25 / 12 days.
data <- data.frame(time = lung$time / (365.25 / 12), event = lung$status == 2, sex = ifelse(lung$sex == 1, "male", "female"), age = lung$age, ecog = lung$ph.ecog, loss = lung$wt.loss)
names <- c("age", "ecog", "loss")
at <- seq(0, 30, 6)
one_by_one <- lapply(names, function(name) {
  rows <- data[!is.na(data[[name]]), ]
  fit <- coxph(Surv(time, event) ~ ., rows[, c("time", "event", name)], control = control)
  k <- concordance(fit)
  c(hazards(fit), list(rows = nrow(rows), events = sum(rows$event), sd = sd(rows[[name]]), perSd = exp(coef(fit) * sd(rows[[name]])), zph = unname(cox.zph(fit)$table["GLOBAL", c("chisq", "p")]), concordance = c(unname(k$concordance), sqrt(k$var))))
})
complete <- data[stats::complete.cases(data), ]
together <- coxph(Surv(time, event) ~ age + ecog + loss, complete, control = control)
k <- concordance(together)
high <- data$age > median(data$age)

# Stretches of time: primary biliary cholangitis, the first 80 patients, bilirubin (mg/dL) and albumin (g/dL) at each visit.
visits <- subset(pbcseq, id <= 80)
stretches <- do.call(rbind, lapply(split(visits, visits$id), function(v) {
  v <- v[order(v$day), ]; stop <- c(v$day[-1], v$futime[1])
  keep <- stop > v$day
  data.frame(id = v$id, start = v$day, stop = stop, event = c(rep(FALSE, nrow(v) - 1), v$status[1] == 2), bilirubin = v$bili, albumin = v$albumin)[keep, ]
}))
first <- function(x) ave(x, stretches$id, FUN = function(v) v[1])
changes <- lapply(c("bilirubin", "albumin"), function(name) {
  fit <- coxph(Surv(start, stop, event) ~ first + change, data.frame(stretches, first = first(stretches[[name]]), change = stretches[[name]] - first(stretches[[name]])), control = control)
  hazards(fit)
})
current <- coxph(Surv(start, stop, event) ~ bilirubin + albumin, stretches, control = control)
last <- stretches[!duplicated(stretches$id, fromLast = TRUE), ]

record("outcome.json", "survival", list(
  lung = list(data = as.list(data), at = at, bySex = lapply(split(data, data$sex), function(d) curve_of(d$time, d$event, at)), logRankBySex = unname(unlist(survdiff(Surv(time, event) ~ sex, data)[c("chisq", "pvalue")])),
              medianAge = median(data$age), byAge = lapply(split(data, high), function(d) curve_of(d$time, d$event, at)), logRankByAge = unname(unlist(survdiff(Surv(data$time, data$event) ~ high)[c("chisq", "pvalue")])),
              medianFollowUp = unname(summary(survfit(Surv(time, !event) ~ 1, data))$table["median"]), oneByOne = one_by_one,
              together = c(hazards(together), list(rows = nrow(complete), events = sum(complete$event), likelihoodRatio = unname(summary(together)$logtest), zph = unname(cox.zph(together)$table[, c("chisq", "p")]), concordance = c(unname(k$concordance), sqrt(k$var))))),
  cirrhosis = list(data = as.list(stretches), changes = changes, current = hazards(current), everybody = curve_of(last$stop, last$event, seq(0, 5000, 1000)), patients = nrow(last), events = sum(last$event))))
