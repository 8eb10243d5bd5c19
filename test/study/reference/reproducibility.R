# A small study with known readings, analysed in R: variance components by lme4, coefficients of variation by aov, bias by
# t.test, kappa by vcd. Run from this folder:
#   Rscript reproducibility.R
suppressPackageStartupMessages({ library(jsonlite); library(lme4); library(vcd) })
set.seed(417)
patients <- 8; readers <- 3; changes <- c("reference", "readAgain", "recounted", "otherCamera")
grid <- expand.grid(patient = 1:patients, change = changes, reader = 0:readers, stringsAsFactors = FALSE)
patient_effect <- rnorm(patients, 0.4, 0.4); reader_effect <- rnorm(readers, 0, 0.08)
own_effect <- matrix(rnorm(patients * readers, 0, 0.05), patients)
grid$scan <- paste(grid$patient, ifelse(grid$change == "readAgain", "reference", grid$change))
scans <- unique(grid$scan); scan_effect <- setNames(rnorm(length(scans), 0, 0.06), scans)
grid$log <- patient_effect[grid$patient] + scan_effect[grid$scan]
human <- grid$reader > 0
grid$log[human] <- grid$log[human] + reader_effect[grid$reader[human]] + own_effect[cbind(grid$patient[human], grid$reader[human])] + rnorm(sum(human), 0, 0.04)
grid$ratio <- round(exp(grid$log), 4)
truth <- round(exp(patient_effect + 0.03), 4); sharp <- round(exp(patient_effect + rnorm(patients, 0.1, 0.05)), 4)
grid$log <- log(grid$ratio)

components <- function(fit, names) { vc <- as.data.frame(VarCorr(fit)); rownames(vc) <- vc$grp; vc[c(names, "Residual"), "vcov"] }
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))
read <- grid[human, ]; read$own <- paste(read$patient, read$reader)
automatic <- grid[!human & grid$change != "readAgain", ]
cv <- function(log, subject) { sd <- sqrt(summary(aov(log ~ factor(subject)))[[1]][["Mean Sq"]][2]); sqrt(exp(sd^2) - 1) }
pair <- read[read$change %in% c("reference", "otherCamera"), ]
# The reference by one reader, the other camera by the next.
shifted <- pair; shifted$first <- ifelse(shifted$change == "reference", shifted$reader, (shifted$reader - 2) %% readers + 1)
bias <- function(rows, known) { errors <- tapply(rows$log - log(known[rows$patient]), rows$patient, mean); t <- t.test(errors); exp(c(t$estimate, t$conf.int)) - 1 }
first <- c(0, 0, 1, 2, 2, 3, 3, 3); second <- c(0, 1, 1, 2, 3, 3, 3, 2)
k <- Kappa(table(factor(first, 0:3), factor(second, 0:3)), weights = "Fleiss-Cohen")$Weighted

write_json(list(
  software = list(R = paste(R.version$major, R.version$minor, sep = "."), lme4 = as.character(packageVersion("lme4")), vcd = as.character(packageVersion("vcd"))),
  readings = grid[c("patient", "change", "reader", "ratio")], truth = truth, sharp = sharp,
  readersVariances = components(lmer(log ~ 1 + (1 | patient) + (1 | scan) + (1 | reader) + (1 | own), read, control = control), c("patient", "scan", "reader", "own")),
  automaticVariances = components(lmer(log ~ 1 + (1 | patient), automatic, control = control), "patient"),
  automaticCv = cv(automatic$log[automatic$change != "recounted"], automatic$patient[automatic$change != "recounted"]),
  sameReaderCv = cv(pair$log, pair$own), otherReaderCv = cv(shifted$log, paste(shifted$patient, shifted$first)),
  automaticAgainstScan = bias(grid[!human, ], truth), readersAgainstBody = bias(read, sharp), secondReaderAgainstBody = bias(read[read$reader == 2, ], sharp),
  firstGrades = first, secondGrades = second, kappa = unname(k["value"])
), "reproducibility.json", digits = NA, auto_unbox = TRUE)
