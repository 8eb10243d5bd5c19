import type { Text } from './texts.ts';

export const guideTexts = {
  title: { en: 'User guide', fr: 'Guide d’utilisation' },
  sense: { en: 'Amyloscope measures cardiac amyloidosis on images with the same rules every time, says how sure it is of each number, and whether a change is real. It is for research, and decides nothing for you. The pictures show digital patients.', fr: 'Amyloscope mesure l’amylose cardiaque sur les images avec les mêmes règles à chaque fois, dit sa certitude sur chaque nombre, et si un changement est réel. Il sert à la recherche et ne décide rien à votre place. Les images montrent des patients numériques.' },
  contents: { en: 'Contents', fr: 'Sommaire' },
  pictureOf: { en: 'Picture of the page: {title}', fr: 'Image de la page : {title}' },
} as const satisfies Record<string, Text>;

interface Chapter {
  readonly name: string;
  readonly title: Text;
  /** A file of web/public/guide, without language and ending; null for none. */
  readonly picture: string | null;
  readonly lines: readonly Text[];
}

/** The guide, in the order of a day's work. */
export const guideChapters: readonly Chapter[] = [
  {
    name: 'bring', title: { en: 'Bring scans', fr: 'Apporter des examens' }, picture: 'bring',
    lines: [
      { en: 'Drag DICOM files or folders onto any page, or use “Analyse files…” and “Analyse a folder…” above the worklist. ZIP files and DICOMDIR are read too.', fr: 'Déposez des fichiers ou dossiers DICOM sur n’importe quelle page, ou utilisez « Analyser des fichiers… » et « Analyser un dossier… » au-dessus de la liste. Les fichiers ZIP et DICOMDIR sont lus aussi.' },
      { en: 'The tray in the corner shows how far it is, what was refused and why. You may go on working, and close the page: the job goes on.', fr: 'Le volet dans le coin montre l’avancement, ce qui a été refusé et pourquoi. Vous pouvez continuer à travailler, et fermer la page : la tâche continue.' },
      { en: 'Nothing to bring yet? In an empty store one button makes digital patients: simulated scans with known answers, marked as simulated on every page.', fr: 'Rien à apporter ? Dans une base vide, un bouton crée des patients numériques : des examens simulés aux réponses connues, marqués comme simulés sur chaque page.' },
    ],
  },
  {
    name: 'pacs', title: { en: 'Fetch from the PACS, send to it', fr: 'Récupérer du PACS, y envoyer' }, picture: 'pacs',
    lines: [
      { en: 'Look for studies by patient or date. Those you choose are fetched, and analysed once they are whole; then they stand in the worklist.', fr: 'Cherchez des études par patient ou par date. Celles que vous choisissez sont récupérées, puis analysées dès qu’elles sont complètes ; elles figurent alors dans la liste.' },
      { en: 'On the page of a scan, “Report” gives a PDF of one page and DICOM and FHIR objects to take away, or sends them into the study of the images. Administration shows what waits and why, and tries it again.', fr: 'Sur la page d’un examen, « Compte rendu » donne un PDF d’une page et des objets DICOM et FHIR à emporter, ou les envoie dans l’étude des images. L’administration montre ce qui attend et pourquoi, et réessaie.' },
    ],
  },
  {
    name: 'worklist', title: { en: 'Work through the list', fr: 'Parcourir la liste' }, picture: 'worklist',
    lines: [
      { en: 'The most urgent scans come first: abnormal, unsure, measured without a class (echocardiography), then normal; “Why look” says why. “Refused” scans could not be judged; each says why. What you have decided on moves to “Decided”.', fr: 'Les examens les plus urgents viennent d’abord : anormaux, incertains, mesurés sans classe (échocardiographie), puis normaux ; « Pourquoi regarder » dit pourquoi. Les examens « refusés » n’ont pu être jugés ; chacun dit pourquoi. Ce que vous avez décidé passe dans « Décidé ».' },
      { en: 'Search a patient, filter by answer, sort by patient, date or ratio by a click on the heading.', fr: 'Cherchez un patient, filtrez par réponse, triez par patient, date ou rapport d’un clic sur l’en-tête.' },
    ],
  },
  {
    name: 'scan', title: { en: 'Look at a scan', fr: 'Regarder un examen' }, picture: 'scan',
    lines: [
      { en: 'Each number comes with its 95 % interval; “?” tells its definition, its method and the network behind it.', fr: 'Chaque nombre vient avec son intervalle à 95 % ; « ? » donne sa définition, sa méthode et le réseau utilisé.' },
      { en: 'Window: drag on the picture, or arrow keys. Zoom: + and −. Move: Shift and drag. Dark on light, light on dark, or hot.', fr: 'Fenêtre : glissez sur l’image, ou flèches. Zoom : + et −. Déplacer : Maj et glisser. Sombre sur clair, clair sur sombre, ou échelle chaude.' },
      { en: 'Move the circle on the heart and see what ratio it gives. Kept as your reading, it stands beside the automatic one, which stays.', fr: 'Déplacez le cercle du cœur et voyez le rapport obtenu. Gardé comme votre lecture, il s’ajoute à l’automatique, qui reste.' },
      { en: 'Decide: explored, already known, or dismissed with a reason. If a colleague decided meanwhile, you are told before yours is added.', fr: 'Décidez : exploré, déjà connu, ou rejeté avec un motif. Si un collègue a décidé entre-temps, vous en êtes averti avant d’ajouter votre décision.' },
    ],
  },
  {
    name: 'loops', title: { en: 'Play a loop', fr: 'Lire une boucle' }, picture: 'loops',
    lines: [
      { en: 'Space plays and pauses, ← and → step, D and S go to end-diastole and end-systole. The upright line in the strain curves is the frame on show; a click on the curves goes to a frame.', fr: 'Espace lit et met en pause, ← et → avancent image par image, D et S vont en télédiastole et télésystole. Le trait vertical des courbes de déformation est l’image montrée ; un clic sur les courbes va à une image.' },
      { en: 'At end-diastole or end-systole “Correct the cavity” shows points to drag; the numbers follow. On a parasternal long axis the four borders of the walls are moved instead. Kept as your reading, they stand beside the automatic ones, which stay.', fr: 'En télédiastole ou télésystole, « Corriger la cavité » montre des points à déplacer ; les valeurs suivent. Sur un grand axe parasternal, ce sont les quatre bords des parois. Gardées comme votre lecture, elles s’ajoutent aux valeurs automatiques, qui restent.' },
    ],
  },
  {
    name: 'volumes', title: { en: 'Cut a SPECT/CT', fr: 'Couper une TEMP/TDM' }, picture: 'volumes',
    lines: [
      { en: 'A click sets the cross in all three slices; the wheel goes through them. The threshold slider moves the volume of involvement and CPA at once; only those at the marked threshold are stored.', fr: 'Un clic place le croisement dans les trois coupes ; la molette les parcourt. Le curseur de seuil fait varier aussitôt le volume atteint et la CPA ; seules les valeurs au seuil marqué sont conservées.' },
    ],
  },
  {
    name: 'patient', title: { en: 'Follow a patient', fr: 'Suivre un patient' }, picture: 'patient',
    lines: [
      { en: 'Two answers about each change, always both: does it exceed measurement noise, and does it meet a published criterion? A criterion may be met by noise alone; the page says so.', fr: 'Deux réponses sur chaque changement, toujours les deux : dépasse-t-il le bruit de mesure, et remplit-il un critère publié ? Un critère peut être rempli par le seul bruit ; la page le dit.' },
      { en: 'The blue band is what noise does to an unchanged patient. Hollow dots were made otherwise (tracer, camera, delay) and are not compared.', fr: 'La bande bleue est ce que fait le bruit chez un patient inchangé. Les points creux ont été obtenus autrement (traceur, caméra, délai) et ne sont pas comparés.' },
      { en: 'Note treatments, events and values of other sources: they stand on the time line, and changes are counted from before the treatment.', fr: 'Notez traitements, événements et valeurs d’autres sources : ils figurent sur la ligne de temps, et les changements se comptent depuis l’avant-traitement.' },
      { en: 'Two dates side by side share one window, tied to the counts on the other side of each chest.', fr: 'Deux dates côte à côte partagent une fenêtre, liée aux coups de l’autre côté de chaque thorax.' },
    ],
  },
  {
    name: 'cohort', title: { en: 'See the whole cohort', fr: 'Voir toute la cohorte' }, picture: 'cohort',
    lines: [
      { en: 'On the map, scans alike lie near each other. Colour by answer, tracer, camera or any measure; click a point to list its nearest scans. Groups by camera or tracer are a warning, not a finding.', fr: 'Sur la carte, les examens semblables sont proches. Colorez par réponse, traceur, caméra ou mesure ; cliquez un point pour lister les plus proches. Des groupes par caméra ou traceur sont un avertissement, pas une découverte.' },
      { en: '“Distribution” shows any measure; “Table” sorts by it and saves CSV.', fr: '« Distribution » montre toute mesure ; « Table » trie et enregistre en CSV.' },
    ],
  },
  {
    name: 'reproducibility', title: { en: 'Judge reproducibility', fr: 'Juger la reproductibilité' }, picture: 'reproducibility',
    lines: [
      { en: 'Paste or open a table of readings, type them in, or take the circles that readers kept here. The answer names the coefficient, its interval, and the smallest change that is real.', fr: 'Collez ou ouvrez une table de lectures, saisissez-les, ou prenez les cercles gardés ici par les lecteurs. La réponse donne le coefficient, son intervalle, et le plus petit changement réel.' },
    ],
  },
  {
    name: 'administration', title: { en: 'Administer', fr: 'Administrer' }, picture: 'administration',
    lines: [
      { en: 'Administrators add and disable users, read the audit trail with the verdict on its chain, and bring the site’s own test-retest table. Everybody sees the networks with their limits and the noise in use.', fr: 'Les administrateurs ajoutent et désactivent des utilisateurs, lisent la traçabilité avec le verdict sur sa chaîne, et apportent la table test-retest du site. Chacun voit les réseaux avec leurs limites et le bruit utilisé.' },
      { en: 'Sessions last 12 hours. When yours ends, the page asks for the password and goes on: nothing you entered is lost, nor by a refresh.', fr: 'Une session dure 12 heures. À son terme, la page demande le mot de passe et continue : rien de ce que vous avez saisi n’est perdu, ni par un rechargement.' },
    ],
  },
];
