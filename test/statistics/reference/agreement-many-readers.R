# Agreement of several readers, method comparison, replicates. irrCAC and mcr are from CRAN, epiR from Debian.
source("record.R")
suppressPackageStartupMessages({ library(irrCAC); library(mcr); library(epiR) })
set.seed(20263)

# irrCAC rounds what it prints; its bodies are evaluated here with rounding switched off.
exact <- function(f) { environment(f) <- list2env(list(round = function(x, ...) x), parent = environment(f)); f }
weight_names <- c(none = "unweighted", linear = "linear", quadratic = "quadratic")

readers_case <- function(name, table) {
  size <- length(unique(na.omit(as.vector(table))))
  one <- function(f) lapply(weight_names, function(w) { e <- exact(f)(table, weights = w)$est; c(e$coeff.val, e$coeff.se, e$pa, e$pe) })
  list(name = name, table = table, categories = sort(unique(na.omit(as.vector(table)))),
       fleiss = one(fleiss.kappa.raw), gwet = one(gwet.ac1.raw), krippendorff = one(krippen.alpha.raw))
}

four_raters <- matrix(c(1,1,NA,1, 2,2,3,2, 3,3,3,3, 3,3,3,3, 2,2,2,2, 1,2,3,4, 4,4,4,4, 1,1,2,1, 2,2,2,2, NA,5,5,5, NA,NA,1,1, NA,NA,3,NA), ncol = 4, byrow = TRUE)
graded <- matrix(pmin(3, pmax(0, rep(sample(0:3, 40, TRUE, c(.6, .1, .1, .2)), 3) + sample(-1:1, 120, TRUE, c(.15, .7, .15)))), 40)
two_class <- matrix(rep(rbinom(25, 1, 0.1), 5) + 0, 25); flips <- matrix(rbinom(125, 1, 0.08), 25); two_class <- abs(two_class - flips)

ccc_case <- function(name, a, b) { e <- epi.ccc(a, b); list(name = name, first = a, second = b, value = as.numeric(e$rho.c), accuracy = e$C.b, precision = cor(a, b)) }

line_case <- function(name, x, y, ratio) {
  d <- mcreg(x, y, error.ratio = ratio, method.reg = "Deming", method.ci = "jackknife")@para
  p <- mcreg(x, y, method.reg = "PaBa", method.ci = "analytical", slope.measure = "tangent")@para
  list(name = name, x = x, y = y, errorRatio = ratio, deming = list(slope = d[2, ], intercept = d[1, ]), passingBablok = list(slope = p[2, c(1, 3, 4)], intercept = p[1, c(1, 3, 4)]))
}

# Bland and Altman 2007 with the MOVER interval of Zou 2013, written out.
replicates_case <- function(name, first, second) {
  n <- length(first)
  d <- sapply(first, mean) - sapply(second, mean)
  within <- function(r) { long <- data.frame(y = unlist(r), s = factor(rep(seq_along(r), lengths(r)))); if (nrow(long) == n) c(0, 0) else c((1 - mean(1 / lengths(r))) * summary(aov(y ~ s, long))[[1]]["Residuals", "Mean Sq"], nrow(long) - n) }
  w1 <- within(first); w2 <- within(second)
  parts <- rbind(c(var(d), n - 1), w1, w2); parts <- parts[parts[, 2] > 0, , drop = FALSE]
  total <- sum(parts[, 1])
  u <- total + sqrt(sum((parts[, 1] * (1 - parts[, 2] / qchisq(0.025, parts[, 2])))^2))
  l <- total - sqrt(sum((parts[, 1] * (1 - parts[, 2] / qchisq(0.975, parts[, 2])))^2))
  z <- qnorm(0.975)
  out <- sqrt(z^2 * var(d) / n + z^2 * (sqrt(u) - sqrt(total))^2)
  inn <- sqrt(z^2 * var(d) / n + z^2 * (sqrt(total) - sqrt(l))^2)
  limits <- mean(d) + c(-1, 1) * z * sqrt(total)
  list(name = name, first = lapply(first, as.list), second = lapply(second, as.list), bias = mean(d), sd = sqrt(total), limits = limits,
       lower = limits[1] + c(-out, inn), upper = limits[2] + c(-inn, out))
}

equivalence_case <- function(name, machine, experts) {
  pairs <- combn(ncol(experts), 2)
  t <- rowMeans((experts - machine)^2)
  r <- rowMeans((experts[, pairs[1, ], drop = FALSE] - experts[, pairs[2, ], drop = FALSE])^2)
  n <- length(t)
  # Delta method for log(mean(t) / mean(r)) from the covariance of the two means.
  gradient <- c(1 / mean(t), -1 / mean(r))
  se <- sqrt(as.numeric(t(gradient) %*% cov(cbind(t, r)) %*% gradient) / n)
  coefficient <- function(x) (x * mean(r) - mean(r)) / (mean(r) / 2)
  ratio <- mean(t) / mean(r)
  list(name = name, machine = machine, experts = experts, value = coefficient(ratio), interval = coefficient(ratio * exp(c(-1, 1) * qt(0.975, n - 1) * se)))
}

truth <- rnorm(24, 60, 9)
a <- round(truth + rnorm(24, 0, 2), 1); b <- round(1 + 1.04 * truth + rnorm(24, 0, 3), 1)
tied_a <- c(1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 9, 9); tied_b <- c(2, 2, 3, 3, 4, 6, 5, 6, 8, 9, 9, 9)
skew_a <- round(rlnorm(40, 1, 0.5), 2); skew_b <- round(skew_a * rlnorm(40, 0, 0.1), 2)
replicated <- function(counts, sd) lapply(seq_along(counts), function(i) round(10 + i + rnorm(counts[i], 0, sd), 2))
c1 <- sample(1:4, 12, TRUE); c2 <- sample(1:3, 12, TRUE)
experts <- round(truth + matrix(rnorm(72, 0, 3), 24), 1)
record("agreement-many-readers.json", c("irrCAC", "mcr", "epiR"), list(
  readers = list(readers_case("four raters, Gwet 2014, with gaps", four_raters), readers_case("grades of three readers", graded), readers_case("rare class, five readers", two_class)),
  concordance = list(ccc_case("simulated", a, b), ccc_case("tied", tied_a, tied_b), ccc_case("skewed", skew_a, skew_b)),
  lines = list(line_case("simulated", a, b, 1), line_case("tied", tied_a, tied_b, 0.5), line_case("skewed", skew_a, skew_b, 2)),
  replicates = list(replicates_case("unbalanced", replicated(c1, 0.5), replicated(c2, 0.9)), replicates_case("one replicate by the second", replicated(rep(3, 12), 1), replicated(rep(1, 12), 1)), replicates_case("balanced", replicated(rep(2, 20), 1), replicated(rep(2, 20), 1.5))),
  equivalence = list(equivalence_case("machine like an expert", round(truth + rnorm(24, 0, 2), 1), experts), equivalence_case("biased machine", round(truth + 4, 1), experts[, 1:2]), equivalence_case("tied", tied_a, cbind(tied_b, tied_a + c(1, -1, 0), tied_b - 1)))))
