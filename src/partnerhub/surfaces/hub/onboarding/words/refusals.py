"""Why a page of an onboarding refuses, and the ways out, in German and Portuguese."""

DE = {
    "This link does not work": "Dieser Link funktioniert nicht",
    "This page cannot go on": "Hier geht es nicht weiter",
    "Go on with the sign-up": "Mit der Anmeldung weitermachen",
    "Close this window": "Fenster schließen",
    "Choose another number": "Eine andere Nummer wählen",
    "If you ask for help, say this code:": "Wenn Sie um Hilfe bitten, nennen Sie diesen Code:",
    "and this number:": "und diese Nummer:",
    "There is no such partner. Check the link you were given.": "Diesen Partner gibt es nicht. Prüfen Sie Ihren Link.",
    "There is no such link. Check the link you were given.": "Diesen Link gibt es nicht. Prüfen Sie, ob er vollständig ist.",
    "There is no address to send you back to. The company that sent you here has to set its redirect URL.": (
        "Es fehlt die Adresse, zu der Sie danach zurückkehren. Die Firma, die Sie hierher geschickt hat, muss sie hinterlegen."
    ),
    "This link would send you to an address that the company behind it has not registered.": (
        "Dieser Link würde Sie zu einer Adresse führen, die die Firma dahinter nicht hinterlegt hat."
    ),
    "This link has a value that is too long.": "Ein Wert in diesem Link ist zu lang.",
    "This link needs a signature. Go back and start again.": (
        "Dieser Link braucht eine Signatur. Gehen Sie zurück und beginnen Sie neu."
    ),
    "This link's signature is not right. Go back and start again.": (
        "Die Signatur dieses Links ist nicht richtig. Gehen Sie zurück und beginnen Sie neu."
    ),
    "This link is no longer valid. Go back and start again.": (
        "Dieser Link gilt nicht mehr. Gehen Sie zurück und beginnen Sie neu."
    ),
    "This link was used before. Go back and start again.": (
        "Dieser Link wurde schon benutzt. Gehen Sie zurück und beginnen Sie neu."
    ),
    "This link is no longer valid. Ask for a new one.": "Dieser Link gilt nicht mehr. Bitten Sie um einen neuen.",
    "This link was used before. Ask for a new one.": "Dieser Link wurde schon benutzt. Bitten Sie um einen neuen.",
    "This link was withdrawn. Ask for a new one.": "Dieser Link wurde zurückgezogen. Bitten Sie um einen neuen.",
    "This visit is over, or was begun in another browser. Open the link you were given once more.": (
        "Dieser Besuch ist vorbei oder begann in einem anderen Browser. Öffnen Sie Ihren Link noch einmal."
    ),
    "This partner takes no new numbers at the moment.": "Dieser Partner nimmt zurzeit keine neuen Nummern auf.",
    "Your provider adds numbers for you. Ask there for another one.": (
        "Ihr Anbieter fügt Nummern für Sie hinzu. Fragen Sie dort nach einer weiteren."
    ),
    "This link is for another e-mail, or its account is in use already. Log in instead.": (
        "Dieser Link ist für eine andere E-Mail-Adresse, oder sein Konto wird schon benutzt. Melden Sie sich stattdessen an."
    ),
    "The answer of the sign-up dialog cannot be used. Please connect once more.": (
        "Mit der Antwort aus dem Anmeldefenster geht es nicht weiter. Bitte verbinden Sie noch einmal."
    ),
    "One of the numbers is not yours. Reload the page and choose again.": (
        "Eine der Nummern gehört nicht Ihnen. Laden Sie die Seite neu und wählen Sie noch einmal."
    ),
    "This form is no longer valid, or was sent from another site. Go back, reload the page and try again.": (
        "Dieses Formular gilt nicht mehr oder kam von einer anderen Seite. Gehen Sie zurück, und laden Sie die Seite neu."
    ),
    "You are logged in with another account.": "Sie sind mit einem anderen Konto angemeldet.",
    "This account belongs to another company's hub. Log in with another e-mail, or sign up.": (
        "Dieses Konto gehört zu einer anderen Firma. Nehmen Sie eine andere E-Mail-Adresse, oder legen Sie ein Konto an."
    ),
    "This e-mail belongs to a Partner Hub account. Use the e-mail of your own company's account.": (
        "Diese E-Mail-Adresse gehört zu einem Konto des Partner Hub. Nehmen Sie die des Kontos Ihrer eigenen Firma."
    ),
    "A password has 8 to 256 characters and is not the e-mail address.": (
        "Ein Passwort hat 8 bis 256 Zeichen und ist nicht die E-Mail-Adresse."
    ),
    "Too many failed log-ins.": "Zu viele vergebliche Anmeldungen.",
    "Too many people are logging in at this moment. Try again in a few seconds.": (
        "Gerade melden sich zu viele Menschen an. Versuchen Sie es in ein paar Sekunden noch einmal."
    ),
}
PT = {
    "This link does not work": "Este link não funciona",
    "This page cannot go on": "Não é possível continuar aqui",
    "Go on with the sign-up": "Continuar o cadastro",
    "Close this window": "Fechar esta janela",
    "Choose another number": "Escolher outro número",
    "If you ask for help, say this code:": "Ao pedir ajuda, informe este código:",
    "and this number:": "e este número:",
    "There is no such partner. Check the link you were given.": "Este parceiro não existe. Confira o link que você recebeu.",
    "There is no such link. Check the link you were given.": "Este link não existe. Confira se ele está completo.",
    "There is no address to send you back to. The company that sent you here has to set its redirect URL.": (
        "Não há um endereço para onde você volte. A empresa que enviou você precisa definir a URL de retorno."
    ),
    "This link would send you to an address that the company behind it has not registered.": (
        "Este link levaria você a um endereço que a empresa por trás dele não registrou."
    ),
    "This link has a value that is too long.": "Um valor deste link é longo demais.",
    "This link needs a signature. Go back and start again.": "Este link precisa de uma assinatura. Volte e comece de novo.",
    "This link's signature is not right. Go back and start again.": (
        "A assinatura deste link não está certa. Volte e comece de novo."
    ),
    "This link is no longer valid. Go back and start again.": "Este link não vale mais. Volte e comece de novo.",
    "This link was used before. Go back and start again.": "Este link já foi usado. Volte e comece de novo.",
    "This link is no longer valid. Ask for a new one.": "Este link não vale mais. Peça um novo.",
    "This link was used before. Ask for a new one.": "Este link já foi usado. Peça um novo.",
    "This link was withdrawn. Ask for a new one.": "Este link foi retirado. Peça um novo.",
    "This visit is over, or was begun in another browser. Open the link you were given once more.": (
        "Esta visita acabou ou começou em outro navegador. Abra de novo o link que você recebeu."
    ),
    "This partner takes no new numbers at the moment.": "Este parceiro não aceita novos números no momento.",
    "Your provider adds numbers for you. Ask there for another one.": (
        "Seu provedor adiciona os números para você. Peça outro a ele."
    ),
    "This link is for another e-mail, or its account is in use already. Log in instead.": (
        "Este link é para outro e-mail, ou a conta dele já está em uso. Entre com ela."
    ),
    "The answer of the sign-up dialog cannot be used. Please connect once more.": (
        "A resposta da janela de cadastro não pode ser usada. Conecte mais uma vez."
    ),
    "One of the numbers is not yours. Reload the page and choose again.": (
        "Um dos números não é seu. Recarregue a página e escolha de novo."
    ),
    "This form is no longer valid, or was sent from another site. Go back, reload the page and try again.": (
        "Este formulário não vale mais ou veio de outro site. Volte, recarregue a página e tente de novo."
    ),
    "You are logged in with another account.": "Você entrou com outra conta.",
    "This account belongs to another company's hub. Log in with another e-mail, or sign up.": (
        "Esta conta é de outra empresa. Entre com outro e-mail ou crie uma conta."
    ),
    "This e-mail belongs to a Partner Hub account. Use the e-mail of your own company's account.": (
        "Este e-mail é de uma conta do Partner Hub. Use o da conta da sua própria empresa."
    ),
    "A password has 8 to 256 characters and is not the e-mail address.": (
        "Uma senha tem de 8 a 256 caracteres e não é o endereço de e-mail."
    ),
    "Too many failed log-ins.": "Tentativas de entrada demais.",
    "Too many people are logging in at this moment. Try again in a few seconds.": (
        "Muitas pessoas estão entrando neste momento. Tente de novo em alguns segundos."
    ),
}
