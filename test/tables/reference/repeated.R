# Tables of repeated measurements as a hospital keeps them, as text, and what R makes of the numbers in them.
#   Rscript repeated.R
source("../../statistics/reference/record.R")
suppressPackageStartupMessages({ library(psych); library(lme4); library(vcd) })
set.seed(20265)

# Shrout and Fleiss 1979, wide.
ratings <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), 6, byrow = TRUE)
icc <- suppressWarnings(ICC(ratings, lmer = FALSE))$results
wide <- list(
  text = paste0("patient,A,B,C,D\n", paste0("P", 1:6, ",", apply(ratings, 1, paste, collapse = ","), collapse = "\n"), "\n"),
  names = as.character(icc$type), icc = icc$ICC, f = icc$F, p = icc$p, lower = icc$`lower bound`, upper = icc$`upper bound`)

# Two readers, wide, French, with a unit in the headings.
first <- round(rnorm(30, 15, 2), 1); second <- round(first + 0.4 + rnorm(30, 0, 0.8), 1)
comma <- function(x) sub(".", ",", formatC(x, 1, format = "f"), fixed = TRUE)
difference <- first - second; n <- length(difference)
two <- list(
  text = paste0("\ufeffpatient;Septum lecteur 1 (mm);Septum lecteur 2 (mm)\r\n", paste0("P", 1:30, ";", comma(first), ";", comma(second), collapse = "\r\n"), "\r\n"),
  bias = mean(difference), biasInterval = as.numeric(t.test(difference)$conf.int), sd = sd(difference), limits = mean(difference) + c(-1, 1) * qnorm(0.975) * sd(difference),
  withinSd = sqrt(mean(difference^2) / 2), slope = { m <- lm(difference ~ I((first + second) / 2)); c(coef(m)[2], summary(m)$coefficients[2, 4]) })

# Three readers, two acquisitions each, long, French, four measurements lost.
design <- expand.grid(acquisition = 1:2, lecteur = c("Anne", "Bruno", "Chloé"), patient = paste0("P", 1:14), stringsAsFactors = FALSE)
by <- function(levels, sd) { names <- unique(levels); rnorm(length(names), 0, sd)[match(levels, names)] }
value <- round(-14 + by(design$patient, 2.5) + by(design$lecteur, 0.8) + by(paste(design$patient, design$lecteur), 0.6) + by(paste(design$patient, design$acquisition), 0.9) + rnorm(nrow(design), 0, 0.5), 1)
lost <- c(5, 31, 32, 70)
known <- design[-lost, ]; y <- value[-lost]
fit <- lmer(y ~ 1 + (1 | patient) + (1 | lecteur) + (1 | patient:lecteur) + (1 | patient:acquisition), known, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10)))
parts <- as.data.frame(VarCorr(fit)); variance <- setNames(parts$vcov, parts$grp)
cells <- comma(value); cells[lost] <- ""
noise <- variance[c("lecteur", "patient:lecteur", "patient:acquisition", "Residual")]
long <- list(
  text = paste0("patient;lecteur;acquisition;SLG (%)\n", paste(design$patient, design$lecteur, design$acquisition, cells, sep = ";", collapse = "\n"), "\n"),
  measurements = length(y), mean = as.numeric(fixef(fit)), lost = lost + 1,
  variances = as.numeric(variance[c("patient", "lecteur", "patient:lecteur", "patient:acquisition", "Residual")]),
  repeatability = qnorm(0.975) * sqrt(2) * sqrt(variance[["Residual"]]), reproducibility = qnorm(0.975) * sqrt(2) * sqrt(sum(noise)))

# Two readers' Perugini grades.
truth <- sample(0:3, 60, TRUE); grade <- function() pmin(3, pmax(0, truth + sample(c(-1, 0, 0, 0, 1), 60, TRUE)))
one <- grade(); other <- grade()
counts <- table(factor(one, 0:3), factor(other, 0:3))
kappa_of <- function(weights) Kappa(counts, weights = weights)
grades <- list(
  text = paste0("patient,Anne,Bruno\n", paste0("P", 1:60, ",", one, ",", other, collapse = "\n"), "\n"),
  counts = unclass(counts), plain = kappa_of("Equal-Spacing")$Unweighted[["value"]], linear = kappa_of("Equal-Spacing")$Weighted[["value"]], quadratic = kappa_of("Fleiss-Cohen")$Weighted[["value"]])

record("repeated.json", c("psych", "lme4", "vcd"), list(wide = wide, two = two, long = long, grades = grades))
