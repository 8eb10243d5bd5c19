# Tail probabilities and quantiles.
source("record.R")
f <- expand.grid(x = c(0.3, 1, 4, 50), df1 = c(1, 5, 8.7), df2 = c(3, 15, 240))
t <- expand.grid(x = c(-12, -1, 0.2, 2.5), df = c(1, 4.5, 29, 1000))
x <- expand.grid(x = c(0.01, 1, 10.32674, 80), df = c(1, 2, 29, 120.5))
b <- expand.grid(k = c(0, 2, 9), n = c(9, 25), p = c(0.05, 0.5))
probabilities <- c(1e-6, 0.025, 0.4, 0.5, 0.9, 0.975, 0.9995)
record("distributions.json", character(), list(
  normal = list(z = c(-6, -1, 0, 0.7, 3), cumulative = pnorm(c(-6, -1, 0, 0.7, 3)), probability = probabilities, quantile = qnorm(probabilities)),
  f = cbind(f, upper = with(f, pf(x, df1, df2, lower.tail = FALSE)), quantile = with(f, qf(0.975, df1, df2))),
  t = cbind(t, twoSided = with(t, 2 * pt(-abs(x), df)), cumulative = with(t, pt(x, df)), quantile = with(t, qt(0.975, df)), low = with(t, qt(0.1, df))),
  chiSquared = cbind(x, upper = with(x, pchisq(x, df, lower.tail = FALSE)), quantile = with(x, qchisq(0.975, df)), low = with(x, qchisq(0.025, df))),
  binomial = cbind(b, cumulative = with(b, pbinom(k, n, p)))))
