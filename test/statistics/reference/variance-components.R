# REML components (lme4), their large-sample covariance by an independent dense likelihood, and gauge R&R by aov.
source("record.R")
suppressPackageStartupMessages({ library(lme4) })
set.seed(20264)

dense_deviance <- function(eta, y, zs) {
  v <- diag(exp(eta[length(eta)]), length(y))
  for (i in seq_along(zs)) v <- v + exp(eta[i]) * zs[[i]] %*% t(zs[[i]])
  vi <- solve(v); one <- rep(1, length(y)); info <- sum(vi)
  r <- y - sum(vi %*% y) / info
  as.numeric(determinant(v)$modulus + log(info) + t(r) %*% vi %*% r + (length(y) - 1) * log(2 * pi))
}

# Second derivatives by Richardson extrapolation of central differences.
hessian <- function(f, x) {
  at <- function(h) outer(seq_along(x), seq_along(x), Vectorize(function(i, j) {
    e <- function(k) replace(numeric(length(x)), k, h)
    (f(x + e(i) + e(j)) - f(x + e(i) - e(j)) - f(x - e(i) + e(j)) + f(x - e(i) - e(j))) / (4 * h^2) }))
  (4 * at(0.005) - at(0.01)) / 3
}

components_case <- function(name, y, factors) {
  data <- data.frame(y = y, lapply(factors, factor))
  f <- as.formula(paste("y ~ 1 +", paste0("(1|", names(factors), ")", collapse = " + ")))
  fit <- lmer(f, data, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10), check.conv.singular = "ignore"))
  vc <- as.data.frame(VarCorr(fit)); rownames(vc) <- vc$grp
  variances <- vc[c(names(factors), "Residual"), "vcov"]
  positive <- variances > 1e-7 * sum(variances)
  zs <- lapply(factors, function(l) model.matrix(~ 0 + factor(l)))[positive[-length(positive)]]
  h <- hessian(function(eta) dense_deviance(eta, y, zs), log(variances[positive]))
  list(name = name, values = y, factors = unname(Map(function(n, l) list(name = n, levels = l), names(factors), factors)), variances = replace(variances, !positive, 0),
       mean = as.numeric(fixef(fit)), meanStandardError = sqrt(as.numeric(vcov(fit))), deviance = as.numeric(REMLcrit(fit)), logCovariance = solve(h / 2))
}

gauge_case <- function(name, v) {
  d <- dim(v)
  long <- data.frame(y = as.vector(v), p = factor(slice.index(v, 1)), o = factor(slice.index(v, 2)))
  s <- summary(aov(y ~ p * o, long))[[1]]
  ms <- s[["Mean Sq"]]; df <- s[["Df"]]
  coefficients <- list(patient = c(1, 0, -1, 0) / (d[2] * d[3]), reader = c(0, 1, -1, 0) / (d[1] * d[3]), interaction = c(0, 0, 1, -1) / d[3],
                       repeated = c(0, 0, 0, 1), gauge = c(0, 1, d[1] - 1, d[1] * (d[3] - 1)) / (d[1] * d[3]))
  list(name = name, values = v, components = lapply(coefficients, function(k) list(variance = max(0, sum(k * ms)), interval = large_sample(k, ms, df))))
}

# Modified large-sample interval as in Burdick, Borror and Montgomery 2003, with F quantiles at infinite df.
large_sample <- function(k, ms, df) {
  a <- 0.025; value <- sum(k * ms); plus <- which(k > 0); minus <- which(k < 0)
  g <- 1 - 1 / qf(1 - a, df, Inf); h <- 1 / qf(a, df, Inf) - 1
  low <- sum((g * k * ms)[plus]^2) + sum((h * k * ms)[minus]^2); up <- sum((h * k * ms)[plus]^2) + sum((g * k * ms)[minus]^2)
  for (i in plus) for (j in minus) {
    fl <- qf(1 - a, df[i], df[j]); fu <- qf(a, df[i], df[j])
    low <- low + ((fl - 1)^2 - g[i]^2 * fl^2 - h[j]^2) / fl * k[i] * -k[j] * ms[i] * ms[j]
    up <- up + ((1 - fu)^2 - h[i]^2 * fu^2 - g[j]^2) / fu * k[i] * -k[j] * ms[i] * ms[j]
  }
  c(max(0, value - sqrt(max(0, low))), max(0, value + sqrt(max(0, up))))
}

design <- expand.grid(patient = 1:15, reader = 1:4, visit = 1:2)
effects <- rnorm(15, 0, 3)[design$patient] + rnorm(4, 0, 1)[design$reader] + rnorm(nrow(design))
keep <- sample(nrow(design), 95)
nested <- data.frame(patient = rep(1:12, sample(2:5, 12, TRUE)))
table_missing <- data.frame(y = round(rnorm(60) + rep(rnorm(20, 0, 2), 3) + rep(c(0, .8, -.5), each = 20), 3), subject = rep(0:19, 3), rater = rep(0:2, each = 20))[sample(60, 48), ]
gauge_values <- array(round(rnorm(10 * 3 * 3, 0, .5) + rep(rnorm(10, 12, 2), 9) + rep(rnorm(3, 0, .6), each = 10), 2), c(10, 3, 3))
small <- array(round(rnorm(6 * 2 * 2, 0, 1) + rep(rnorm(6, 0, 1), 4), 1), c(6, 2, 2))
tied <- array(rep(c(1, 2, 2, 4, 5), 6) + sample(0:1, 30, TRUE), c(5, 2, 3))
record("variance-components.json", c("lme4"), list(
  components = list(
    components_case("crossed, unbalanced", round(50 + effects, 3)[keep], list(patient = design$patient[keep], reader = design$reader[keep])),
    components_case("penicillin of lme4", Penicillin$diameter, list(plate = as.character(Penicillin$plate), sample = as.character(Penicillin$sample))),
    components_case("one-way, unbalanced", round(rnorm(12, 0, 2)[nested$patient] + rnorm(nrow(nested)), 3), list(patient = nested$patient)),
    components_case("a reader who adds nothing", round(rnorm(60) + rep(rnorm(20, 0, 2), 3), 2), list(patient = rep(1:20, 3), reader = rep(1:3, each = 20))),
    components_case("ratings with gaps", table_missing$y, list(subject = table_missing$subject, rater = table_missing$rater))),
  gauge = list(gauge_case("10 x 3 x 3", gauge_values), gauge_case("6 x 2 x 2", small), gauge_case("tied 5 x 2 x 3", tied))))
