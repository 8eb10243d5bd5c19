import type { Text } from '../measurement/language.ts';

/** Why a request is refused: a status of HTTP, a code for programs, and words for people. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly text: Text;

  constructor(status: number, code: string, text: Text) {
    super(text.en);
    this.status = status;
    this.code = code;
    this.text = text;
  }
}

const problems = {
  notSignedIn: [401, { en: 'Please sign in.', fr: 'Veuillez vous connecter.' }],
  wrongPassword: [401, { en: 'Name or password is wrong.', fr: 'Nom ou mot de passe incorrect.' }],
  locked: [429, { en: 'Too many wrong passwords: this account is locked for a quarter of an hour.', fr: 'Trop de mots de passe incorrects : ce compte est bloqué un quart d’heure.' }],
  disabled: [403, { en: 'This account is disabled. Ask an administrator.', fr: 'Ce compte est désactivé. Adressez-vous à un administrateur.' }],
  noToken: [403, { en: 'The page is out of date. Reload it and try again.', fr: 'La page n’est plus à jour. Rechargez-la et réessayez.' }],
  notAllowed: [403, { en: 'Your account may look, not change.', fr: 'Votre compte permet de consulter, non de modifier.' }],
  notAdministrator: [403, { en: 'This is for administrators.', fr: 'Ceci est réservé aux administrateurs.' }],
  nameTaken: [409, { en: 'Somebody of this name is there already. Choose another.', fr: 'Ce nom est déjà pris. Choisissez-en un autre.' }],
  noUser: [404, { en: 'There is nobody of this name.', fr: 'Personne ne porte ce nom.' }],
  lastAdministrator: [409, { en: 'This is the last administrator: without one, nobody could administer. Make another first.', fr: 'C’est le dernier administrateur : sans lui, plus personne n’administrerait. Nommez-en d’abord un autre.' }],
  notFound: [404, { en: 'There is no such scan.', fr: 'Cet examen n’existe pas.' }],
  noPatient: [404, { en: 'There is no such patient.', fr: 'Ce patient n’existe pas.' }],
  noNote: [404, { en: 'There is no such note, or somebody withdrew it meanwhile.', fr: 'Cette note n’existe pas, ou a été retirée entre-temps.' }],
  badDay: [422, { en: 'The date is not in the calendar, or the end lies before the start.', fr: 'La date n’existe pas au calendrier, ou la fin précède le début.' }],
  badValue: [422, { en: 'No such value is possible for this quantity: a slip, or another unit?', fr: 'Une telle valeur est impossible pour cette grandeur : faute de frappe, ou autre unité ?' }],
  decidedMeanwhile: [409, { en: 'Somebody decided about this scan meanwhile. Look at the decision below; yours is not lost: press again to add it.', fr: 'Quelqu’un a pris une décision sur cet examen entre-temps. Regardez-la ci-dessous ; la vôtre n’est pas perdue : appuyez de nouveau pour l’ajouter.' }],
  noUpload: [404, { en: 'There is no such upload.', fr: 'Cet envoi n’existe pas.' }],
  uploadEnded: [409, { en: 'This upload is complete; files can neither join nor leave it.', fr: 'Cet envoi est terminé : aucun fichier ne peut plus s’y ajouter ni en être retiré.' }],
  diskFull: [507, { en: 'The disk of the server is full. The file was not kept; nothing else is lost. Make room and send it again.', fr: 'Le disque du serveur est plein. Le fichier n’a pas été gardé ; rien d’autre n’est perdu. Libérez de la place et renvoyez-le.' }],
  brokenOff: [400, { en: 'The file did not come whole. Send it again.', fr: 'Le fichier n’est pas arrivé en entier. Renvoyez-le.' }],
  noJob: [404, { en: 'There is no such job.', fr: 'Cette tâche n’existe pas.' }],
  noImage: [409, { en: 'The image file is no longer where it was analysed, so nothing can be measured on it again.', fr: 'Le fichier image n’est plus là où il a été analysé : rien ne peut y être mesuré à nouveau.' }],
  noLoop: [404, { en: 'This scan has no such loop or volume.', fr: 'Cet examen n’a pas de telle boucle ni de tel volume.' }],
  noBeat: [422, { en: 'No beat can be read off these frames or this outline: a cavity must lie in the image and reach the mitral valve, borders of the walls must follow one another.', fr: 'Aucun battement ne peut être lu sur ces images ou ce contour : une cavité doit être dans l’image et atteindre la valve mitrale, les bords des parois doivent se suivre.' }],
  noCircle: [422, { en: 'The circle or its mirror image reaches outside the image, or the scan has no circles.', fr: 'Le cercle ou son image en miroir sort de l’image, ou l’examen n’a pas de cercles.' }],
  noReason: [422, { en: 'A dismissal needs a reason.', fr: 'Un rejet demande un motif.' }],
  tooLong: [422, { en: 'The table takes longer than two minutes. Use “amyloscope agreement” or “amyloscope reproducibility” on it.', fr: 'La table demande plus de deux minutes. Utilisez « amyloscope agreement » ou « amyloscope reproducibility ».' }],
  reportTooLong: [422, { en: 'The report takes longer than five minutes. Use “amyloscope report”.', fr: 'Le compte rendu demande plus de cinq minutes. Utilisez « amyloscope report ».' }],
  otherVersion: [409, { en: 'The scan was analysed by another version of Amyloscope, whose outlines are not kept. Analyse it again, or take the report without segmentation.', fr: 'L’examen a été analysé par une autre version d’Amyloscope, dont les contours ne sont pas gardés. Analysez-le à nouveau, ou prenez le compte rendu sans segmentation.' }],
  noRegions: [409, { en: 'No region was found on this scan, so there is no segmentation of it.', fr: 'Aucune région n’a été trouvée sur cet examen : pas de segmentation.' }],
  noNode: [404, { en: 'No such system is known here: administrators name it in the site file (serve --site).', fr: 'Ce système n’est pas connu ici : il doit figurer dans le fichier de site (serve --site).' }],
  tooWide: [422, { en: 'Give a patient or a date: the whole archive is too much to ask for.', fr: 'Donnez un patient ou une date : toute l’archive, c’est trop demander.' }],
  noStudy: [404, { en: 'The other system no longer has these studies.', fr: 'L’autre système n’a plus ces études.' }],
  tooMany: [429, { en: 'Too many requests. Wait a minute.', fr: 'Trop de requêtes. Attendez une minute.' }],
  invalid: [400, { en: 'The request was not understood.', fr: 'La requête n’a pas été comprise.' }],
  noDatabase: [503, { en: 'The database does not answer just now. Nothing that was kept is lost. Look in a moment whether this was, and try again if not.', fr: 'La base de données ne répond pas pour l’instant. Rien de ce qui était gardé n’est perdu. Vérifiez dans un instant si ceci l’a été, sinon réessayez.' }],
  failed: [500, { en: 'Amyloscope failed on this request, which is a fault of Amyloscope.', fr: 'Amyloscope a échoué sur cette requête, par un défaut d’Amyloscope.' }],
} as const satisfies Record<string, readonly [number, Text]>;

/** A refusal by its code. */
export function problem(code: keyof typeof problems): Problem {
  const [status, text] = problems[code];
  return new Problem(status, code, text);
}
