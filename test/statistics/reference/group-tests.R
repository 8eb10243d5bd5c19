# t, Wilcoxon, Mann-Whitney, McNemar, exact permutation, p.adjust, BCa.
source("record.R")
set.seed(20266)

two_case <- function(name, a, b, paired) {
  s <- suppressWarnings(wilcox.test(a, b, paired = paired)); t <- t.test(a, b, paired = paired)
  values <- c(a, b); m <- length(a)
  if (paired) {
    d <- (a - b)[a != b]
    signs <- as.matrix(expand.grid(rep(list(c(-1, 1)), length(d))))
    reached <- abs(signs %*% d) >= abs(sum(d)) - 1e-9
  } else {
    picks <- combn(length(values), m)
    differences <- apply(picks, 2, function(i) mean(values[i]) - mean(values[-i]))
    reached <- abs(differences) >= abs(mean(a) - mean(b)) - 1e-9
  }
  list(name = name, first = a, second = b, rankStatistic = as.numeric(s$statistic), rankP = s$p.value, exact = !grepl("correction", s$method),
       t = as.numeric(t$statistic), df = as.numeric(t$parameter), p = t$p.value, interval = as.numeric(t$conf.int), difference = mean(a) - mean(b), permutationP = mean(reached))
}
rank_only <- function(name, a, b, paired) { s <- suppressWarnings(wilcox.test(a, b, paired = paired)); list(name = name, first = a, second = b, statistic = as.numeric(s$statistic), p = s$p.value) }

mcnemar_case <- function(b, c) {
  m <- mcnemar.test(matrix(c(5, b, c, 9), 2))
  list(onlyFirst = b, onlySecond = c, exact = binom.test(b, b + c)$p.value, chiSquared = as.numeric(m$statistic), p = m$p.value)
}

bca_case <- function(name, x, f) {
  value <- f(x); left <- sapply(seq_along(x), function(i) f(x[-i])); replicates <- replicate(400, f(sample(x, replace = TRUE)))
  z0 <- qnorm((sum(replicates < value) + sum(replicates == value) / 2) / length(replicates))
  d <- mean(left) - left; a <- sum(d^3) / (6 * sum(d^2)^1.5)
  z <- z0 + qnorm(c(0.025, 0.975))
  list(name = name, value = value, replicates = replicates, leftOut = left, interval = unname(quantile(replicates, pnorm(z0 + z / (1 - a * z)))))
}

p <- c(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986)
record("group-tests.json", character(), list(
  paired = list(two_case("smooth", round(rnorm(9, 1), 3), round(rnorm(9), 3), TRUE), two_case("tied with zeros", c(3, 5, 2, 4, 4, 6, 1), c(2, 5, 4, 3, 2, 5, 3), TRUE), two_case("sleep of R", sleep$extra[1:10], sleep$extra[11:20], TRUE)),
  groups = list(two_case("smooth, unbalanced", round(rnorm(5, 1), 3), round(rnorm(11), 3), FALSE), two_case("tied", c(1, 2, 2, 3, 3, 4), c(2, 3, 4, 4, 5, 5, 5), FALSE), two_case("single value above", c(9.5, 3.1, 4.2), c(1.5, 2.5, 3.5, 0.5), FALSE)),
  largePaired = list(rank_only("60 pairs", round(rnorm(60, 0.3), 4), round(rnorm(60), 4), TRUE), rank_only("30 pairs exact", round(rnorm(30, 0.3), 4), round(rnorm(30), 4), TRUE)),
  largeGroups = list(rank_only("55 against 40", round(rnorm(55, 0.3), 4), round(rnorm(40), 4), FALSE), rank_only("25 against 30 exact", round(rnorm(25, 0.3), 4), round(rnorm(30), 4), FALSE)),
  mcnemar = list(mcnemar_case(2, 10), mcnemar_case(0, 5), mcnemar_case(31, 17), mcnemar_case(6, 7)),
  adjust = lapply(list(p, c(0.01, 0.04, 0.03), c(0.02, 0.02, 0.5, 0.02), 0.3), function(x) list(p = I(x), holm = I(p.adjust(x, "holm")), bh = I(p.adjust(x, "BH")))),
  bca = list(bca_case("median of skewed values", round(rlnorm(30), 3), median), bca_case("mean", round(rnorm(15), 3), mean), bca_case("SD of tied values", sample(1:4, 25, TRUE), sd))))
