# Paired tests of a panel of four markers in twelve patients, some missing, with ties, and p adjusted over the markers.
#   Rscript panel.R
source("../../statistics/reference/record.R")

n <- 12; i <- seq_len(n)
before <- data.frame(SUVmean = 6 + 2 * sin(5 * i), VOI = round(200 + 60 * cos(3 * i)), TBR = 3 + sin(i * i), blood = 1.7 + 0.2 * cos(7 * i))
after <- data.frame(SUVmean = before$SUVmean * (0.75 + 0.05 * sin(11 * i)), VOI = before$VOI - c(0, 5, 10, 10, 20, -5, 15, 5, 30, 10, 25, 10),
                    TBR = before$TBR * (0.95 + 0.1 * cos(13 * i)), blood = before$blood + 0.1 * sin(17 * i))
before <- round(before, 4); after <- round(after, 4)
after$TBR[c(3, 9)] <- NA

markers <- names(before)
tests <- lapply(markers, function(m) {
  both <- complete.cases(before[[m]], after[[m]]); a <- after[[m]][both]; b <- before[[m]][both]
  t <- t.test(a, b, paired = TRUE); w <- suppressWarnings(wilcox.test(a, b, paired = TRUE))
  list(n = sum(both), change = as.numeric(t$estimate), interval = as.numeric(t$conf.int), pStudent = t$p.value, pWilcoxon = w$p.value,
       standardised = as.numeric(t$estimate) / sd(a - b), means = c(mean(b), mean(a))) })
p <- sapply(tests, function(one) one$pWilcoxon); q <- sapply(tests, function(one) one$pStudent)
cell <- function(x) ifelse(is.na(x), "", format(x, trim = TRUE))
rows <- function(visit, frame) apply(cbind(paste0("P", i), visit, sapply(frame, cell)), 1, paste, collapse = ",")
record("panel.json", "stats", list(
  text = paste0(paste(c("patient,visit,SUVmean (g/mL),VOI (mL),TBR,bloodSuvMean", rows("before", before), rows("after", after)), collapse = "\n"), "\n"),
  tests = tests, wilcoxonHolm = p.adjust(p, "holm"), wilcoxonBH = p.adjust(p, "BH"), studentHolm = p.adjust(q, "holm"), studentBH = p.adjust(q, "BH")))
