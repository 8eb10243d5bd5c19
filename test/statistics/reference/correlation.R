# Correlation: base R and the precision-matrix form of partial correlation by regression residuals.
source("record.R")
set.seed(20267)
case <- function(name, x, y, z) {
  a <- cor.test(x, y); b <- suppressWarnings(cor.test(x, y, method = "spearman", exact = FALSE))
  rho <- as.numeric(b$estimate)
  rx <- resid(lm(x ~ z)); ry <- resid(lm(y ~ z)); r <- cor(rx, ry); n <- length(x); k <- ncol(z)
  list(name = name, x = x, y = y, held = unname(as.list(as.data.frame(z))), pearson = c(as.numeric(a$estimate), a$conf.int, a$p.value),
       spearman = c(rho, tanh(atanh(rho) + c(-1, 1) * qnorm(0.975) * sqrt((1 + rho^2 / 2) / (n - 3))), b$p.value),
       partial = c(r, tanh(atanh(r) + c(-1, 1) * qnorm(0.975) / sqrt(n - 3 - k)), 2 * pt(-abs(r) * sqrt((n - 2 - k) / (1 - r^2)), n - 2 - k)))
}
z <- matrix(round(rnorm(60), 3), 30)
x <- round(z[, 1] + rnorm(30), 3); y <- round(x - 0.5 * z[, 2] + rnorm(30), 3)
gaps <- mtcars[, c("mpg", "disp", "hp", "wt")]; gaps[c(3, 8), 1] <- NA; gaps[c(8, 20), 3] <- NA
pairs <- combn(4, 2)
record("correlation.json", character(), list(
  cases = list(case("simulated", x, y, z), case("tied", sample(1:5, 40, TRUE), sample(1:5, 40, TRUE), cbind(sample(1:3, 40, TRUE))), case("cars of R", mtcars$mpg, mtcars$hp, as.matrix(mtcars[, c("wt", "qsec")]))),
  matrix = list(values = unname(as.list(gaps)), pearson = cor(gaps, use = "pairwise.complete.obs"), spearman = cor(gaps, use = "pairwise.complete.obs", method = "spearman"))))
