"""The onboarding pages in German."""

WORDS = {
    "Account": "Konto",
    "WhatsApp": "WhatsApp",
    "Permission": "Freigabe",
    "Steps": "Schritte",
    "Back to {brand}": "Zurück zu {brand}",
    "Your provider": "Ihr Anbieter",
    "Create your account": "Konto anlegen",
    "{brand} connects your company to WhatsApp. Use your own work e-mail: the account is yours.": (
        "{brand} verbindet Ihr Unternehmen mit WhatsApp. Nehmen Sie Ihre eigene geschäftliche E-Mail: das Konto gehört Ihnen."
    ),
    "Company name": "Name des Unternehmens",
    "Your name": "Ihr Name",
    "Work e-mail": "Geschäftliche E-Mail",
    "Password": "Passwort",
    "At least 8 characters.": "Mindestens 8 Zeichen.",
    "Create account": "Konto anlegen",
    "Already have an account?": "Schon ein Konto?",
    "Log in": "Anmelden",
    "E-mail": "E-Mail",
    "New here?": "Neu hier?",
    "Create an account": "Konto anlegen",
    "Enter your company's name.": "Geben Sie den Namen Ihres Unternehmens ein.",
    "Enter your name.": "Geben Sie Ihren Namen ein.",
    "At most 200 characters.": "Höchstens 200 Zeichen.",
    "Enter an e-mail address, like you@company.com.": "Geben Sie eine E-Mail-Adresse ein, wie sie@firma.de.",
    "Enter 8 to 256 characters.": "Geben Sie 8 bis 256 Zeichen ein.",
    "This e-mail already has an account. Log in instead.": "Diese E-Mail hat schon ein Konto. Melden Sie sich an.",
    "The e-mail or password is wrong.": "E-Mail oder Passwort ist falsch.",
    "Connect WhatsApp": "WhatsApp verbinden",
    "Add a number": "Nummer hinzufügen",
    "A window of Facebook opens. There you log in, choose your business, and choose or add the phone number to use.": (
        "Es öffnet sich ein Fenster von Facebook. Dort melden Sie sich an, wählen Ihr Unternehmen und die Telefonnummer."
    ),
    "Log in with your own Facebook account, one that may manage the business.": (
        "Melden Sie sich mit Ihrem eigenen Facebook-Konto an, das das Unternehmen verwalten darf."
    ),
    "Have the phone at hand: a code is sent to the number.": (
        "Halten Sie das Telefon bereit: an die Nummer wird ein Code geschickt."
    ),
    "Code": "Code",
    "Continue with Facebook": "Weiter mit Facebook",
    "Finish the steps in the window of Facebook. This page goes on by itself.": (
        "Gehen Sie die Schritte im Fenster von Facebook durch. Diese Seite geht dann von selbst weiter."
    ),
    "Facebook's sign-up needs JavaScript. Switch it on for this page, then reload.": (
        "Die Registrierung von Facebook braucht JavaScript. Schalten Sie es für diese Seite ein und laden Sie neu."
    ),
    "Keep my numbers as they are": "Meine Nummern so lassen",
    "Connecting your number": "Ihre Nummer wird verbunden",
    "The number is not connected": "Die Nummer ist nicht verbunden",
    "Access to your WhatsApp account": "Zugriff auf Ihr WhatsApp-Konto",
    "Your phone number": "Ihre Telefonnummer",
    "Receiving messages": "Empfang von Nachrichten",
    "Registration of the number": "Registrierung der Nummer",
    "Ready to send": "Bereit zum Senden",
    "done": "fertig",
    "under way": "läuft",
    "failed": "fehlgeschlagen",
    "WhatsApp says": "WhatsApp meldet",
    "Try again": "Noch einmal versuchen",
    "This takes a few seconds. You may close the window: we go on, and the link brings you back here.": (
        "Das dauert einige Sekunden. Sie können das Fenster schließen: es geht weiter, und der Link führt wieder hierher."
    ),
    "Go on without waiting": "Ohne Warten weiter",
    "Share your numbers": "Nummern freigeben",
    "Share your numbers with {brand}": "Nummern für {brand} freigeben",
    "{brand} may make API keys for the numbers you tick: it can then send and receive messages with them. "
    "Untick a number to end that.": (
        "{brand} darf für die angekreuzten Nummern API-Schlüssel anlegen und mit ihnen Nachrichten senden und empfangen. "
        "Nehmen Sie ein Kreuz weg, um das zu beenden."
    ),
    "Your numbers": "Ihre Nummern",
    "Shared now": "Zurzeit freigegeben",
    "Not shared now": "Zurzeit nicht freigegeben",
    "Submit": "Absenden",
    "Add another number": "Weitere Nummer hinzufügen",
    "Start": "Starten",
    "Signing up opens in a window of its own: Facebook does not work inside another page.": (
        "Die Registrierung öffnet sich in einem eigenen Fenster: Facebook geht nicht innerhalb einer anderen Seite."
    ),
    "Facebook's sign-up did not load. Allow connect.facebook.net in your browser or blocker, then reload this page.": (
        "Die Registrierung von Facebook wurde nicht geladen. Erlauben Sie connect.facebook.net und laden Sie diese Seite neu."
    ),
    "Your browser blocked Facebook's window. Allow pop-ups for this page, then try again.": (
        "Ihr Browser hat das Fenster von Facebook blockiert. Erlauben Sie Pop-ups für diese Seite und versuchen Sie es erneut."
    ),
    "The sign-up was closed before it was finished. Nothing was changed. You can start it again.": (
        "Die Registrierung wurde vor dem Ende geschlossen. Es wurde nichts geändert. Sie können neu beginnen."
    ),
    "Facebook did not give access. Try again, and confirm the permissions it asks for.": (
        "Facebook hat keinen Zugriff gegeben. Versuchen Sie es erneut und bestätigen Sie die Berechtigungen."
    ),
    "Facebook reported an error. Try again, or ask your provider for help.": (
        "Facebook hat einen Fehler gemeldet. Versuchen Sie es erneut, oder fragen Sie Ihren Anbieter."
    ),
    "WhatsApp did not accept the sign-up. Please connect once more.": (
        "WhatsApp hat die Registrierung nicht angenommen. Bitte verbinden Sie noch einmal."
    ),
    "The sign-up took too long to reach us. Please connect once more.": (
        "Die Registrierung hat uns zu spät erreicht. Bitte verbinden Sie noch einmal."
    ),
    "This sign-up was used before. Please connect once more.": (
        "Diese Registrierung wurde schon verwendet. Bitte verbinden Sie noch einmal."
    ),
    "WhatsApp withdrew the access that was given. Please connect once more.": (
        "WhatsApp hat den Zugriff zurückgezogen. Bitte verbinden Sie noch einmal."
    ),
    "The access to the WhatsApp account is missing. Connect again and leave all permissions on.": (
        "Der Zugriff auf das WhatsApp-Konto fehlt. Verbinden Sie noch einmal und lassen Sie alle Berechtigungen an."
    ),
    "No WhatsApp Business account was shared. Connect again and choose one.": (
        "Es wurde kein WhatsApp-Business-Konto freigegeben. Verbinden Sie noch einmal und wählen Sie eines."
    ),
    "The WhatsApp Business account was not shared with us. Connect again and choose it.": (
        "Das WhatsApp-Business-Konto wurde uns nicht freigegeben. Verbinden Sie noch einmal und wählen Sie es."
    ),
    "This WhatsApp Business account is connected to another company here. Ask support to move it.": (
        "Dieses WhatsApp-Business-Konto ist hier mit einem anderen Unternehmen verbunden. Fragen Sie den Support."
    ),
    "The WhatsApp Business account has no phone number. Connect again and add one.": (
        "Das WhatsApp-Business-Konto hat keine Telefonnummer. Verbinden Sie noch einmal und fügen Sie eine hinzu."
    ),
    "The phone number was not found in the WhatsApp Business account. Please connect once more.": (
        "Die Telefonnummer wurde im WhatsApp-Business-Konto nicht gefunden. Bitte verbinden Sie noch einmal."
    ),
    "This phone number is connected to another company here. Ask support to move it.": (
        "Diese Telefonnummer ist hier mit einem anderen Unternehmen verbunden. Fragen Sie den Support."
    ),
    "You have as many numbers as your plan allows. Ask your provider for more.": (
        "Sie haben so viele Nummern, wie Ihr Tarif erlaubt. Fragen Sie Ihren Anbieter nach mehr."
    ),
    "The phone number is not verified yet. Connect again and enter the code.": (
        "Die Telefonnummer ist noch nicht bestätigt. Verbinden Sie noch einmal und geben Sie den Code ein."
    ),
    "The number has a two-step verification PIN from elsewhere. Switch it off in WhatsApp Manager, then try again.": (
        "Die Nummer hat eine fremde PIN für zwei Schritte. Schalten Sie sie im WhatsApp Manager aus und versuchen Sie es erneut."
    ),
    "The number was registered too often. WhatsApp allows the next try in up to 72 hours.": (
        "Die Nummer wurde zu oft registriert. WhatsApp erlaubt den nächsten Versuch in bis zu 72 Stunden."
    ),
    "WhatsApp did not register the phone number. Try again, or ask support.": (
        "WhatsApp hat die Telefonnummer nicht registriert. Versuchen Sie es erneut, oder fragen Sie den Support."
    ),
    "WhatsApp has not connected the number yet. Try again in a few minutes.": (
        "WhatsApp hat die Nummer noch nicht verbunden. Versuchen Sie es in einigen Minuten erneut."
    ),
    "WhatsApp did not answer. Please try again in a few minutes.": (
        "WhatsApp hat nicht geantwortet. Bitte versuchen Sie es in einigen Minuten erneut."
    ),
    "WhatsApp refused the sign-up. Try again, or ask support.": (
        "WhatsApp hat die Registrierung abgelehnt. Versuchen Sie es erneut, oder fragen Sie den Support."
    ),
    "Something went wrong on our side. Please try again.": (
        "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es erneut."
    ),
}
