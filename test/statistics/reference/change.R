# Reliable change, reference change value, probability of change.
source("record.R")
reliable <- data.frame(before = c(12, 47.5, 1.4), after = c(16, 32.4, 1.42), sd = c(3, 7.5, 0.31), sdAfter = c(3.5, 11, 0.3), r = c(0.8, 0.76, 0.92))
reliable <- within(reliable, {
  index <- (after - before) / sqrt(2 * (sd * sqrt(1 - r))^2); p <- 2 * pnorm(-abs(index))
  twoSdIndex <- (after - before) / sqrt(sd^2 + sdAfter^2 - 2 * r * sd * sdAfter); twoSdP <- 2 * pnorm(-abs(twoSdIndex))
})
change <- data.frame(analytical = c(0, 0.03, 0.1), within = c(0.189, 0.099, 0.6))
change <- within(change, { symmetric <- qnorm(0.975) * sqrt(2) * sqrt(analytical^2 + within^2); s <- sqrt(log(analytical^2 + within^2 + 1)); fall <- exp(-qnorm(0.975) * sqrt(2) * s) - 1; rise <- exp(qnorm(0.975) * sqrt(2) * s) - 1 })
probability <- lapply(list(c(12, 14, 1, 1, 30), c(-15, -17.5, 1.8, 1, 8), c(1.4, 1.45, 0.1, 0.3, 3)), function(x) {
  d <- x[2] - x[1]
  list(before = x[1], after = x[2], se = x[3], threshold = x[4], df = x[5], normal = pnorm(c(d, d - x[4]) / x[3]), t = pt(c(d, d - x[4]) / x[3], x[5]), tInterval = d + c(-1, 1) * qt(0.975, x[5]) * x[3])
})
smallest <- data.frame(sd = c(1, 0.4, 2), before = c(1, 2, 3), after = c(1, 3, 3), confidence = c(0.95, 0.95, 0.9))
smallest$value <- with(smallest, qnorm((1 + confidence) / 2) * sqrt(sd^2 / before + sd^2 / after))
record("change.json", character(), list(reliableChange = reliable, referenceChange = change, probability = probability, smallest = smallest))
