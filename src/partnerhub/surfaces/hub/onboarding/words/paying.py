"""The payment step in other languages."""

DE = {
    "Payment": "Zahlung",
    "How you pay": "So bezahlen Sie",
    "{card} was not accepted: {reason} Use another card.": (
        "{card} wurde nicht angenommen: {reason} Nehmen Sie eine andere Karte."
    ),
    "The card is still being checked.": "Die Karte wird noch geprüft.",
    "Go on": "Weiter",
    "You pay for your own messages, from a prepaid balance. Answers within 24 hours are free.": (
        "Sie bezahlen Ihre Nachrichten selbst, aus einem Guthaben. Antworten innerhalb von 24 Stunden sind kostenlos."
    ),
    "Now": "Jetzt",
    "Nothing. {amount} is held on the card and released at once.": (
        "Nichts. {amount} werden auf der Karte vorgemerkt und sofort wieder freigegeben."
    ),
    "With your first number": "Mit Ihrer ersten Nummer",
    "{amount} are charged and added to your balance.": "{amount} werden abgebucht und Ihrem Guthaben gutgeschrieben.",
    "Later": "Später",
    "The same whenever it falls below {below}. Change it or switch it off under Funds.": (
        "Dasselbe, sobald es unter {below} fällt. Unter Guthaben ändern Sie das oder schalten es ab."
    ),
    "On top": "Dazu",
    "fee for cards": "Gebühr für Karten",
    "VAT where it is due": "Umsatzsteuer, wo sie anfällt",
    "Price of a delivered message, in {currency}": "Preis einer zugestellten Nachricht, in {currency}",
    "To": "Nach",
    "Marketing": "Marketing",
    "Utility": "Service",
    "Authentication": "Authentifizierung",
    "I accept these prices and terms, and that my card is charged as said here.": (
        "Ich nehme diese Preise und Bedingungen an, und dass meine Karte so belastet wird, wie es hier steht."
    ),
    "With the account you accept these:": "Mit dem Konto nehmen Sie an:",
    "Terms": "Bedingungen",
    "Continue to the card": "Weiter zur Karte",
    "The card is typed on the page of the payment provider. Its number never comes here.": (
        "Die Karte geben Sie auf der Seite des Zahlungsdienstes ein. Ihre Nummer kommt nie hierher."
    ),
    "Tick that you accept the prices and terms.": "Setzen Sie das Häkchen bei den Preisen und Bedingungen.",
}
PT = {
    "Payment": "Pagamento",
    "How you pay": "Como você paga",
    "{card} was not accepted: {reason} Use another card.": "{card} não foi aceito: {reason} Use outro cartão.",
    "The card is still being checked.": "O cartão ainda está sendo verificado.",
    "Go on": "Continuar",
    "You pay for your own messages, from a prepaid balance. Answers within 24 hours are free.": (
        "Você paga as suas mensagens, de um saldo pré-pago. Respostas em até 24 horas são gratuitas."
    ),
    "Now": "Agora",
    "Nothing. {amount} is held on the card and released at once.": (
        "Nada. {amount} é reservado no cartão e liberado em seguida."
    ),
    "With your first number": "Com o seu primeiro número",
    "{amount} are charged and added to your balance.": "{amount} são cobrados e somados ao seu saldo.",
    "Later": "Depois",
    "The same whenever it falls below {below}. Change it or switch it off under Funds.": (
        "O mesmo sempre que ficar abaixo de {below}. Mude ou desligue isso em Saldo."
    ),
    "On top": "Além disso",
    "fee for cards": "taxa de cartão",
    "VAT where it is due": "imposto onde for devido",
    "Price of a delivered message, in {currency}": "Preço de uma mensagem entregue, em {currency}",
    "To": "Para",
    "Marketing": "Marketing",
    "Utility": "Utilidade",
    "Authentication": "Autenticação",
    "I accept these prices and terms, and that my card is charged as said here.": (
        "Aceito estes preços e condições, e que o meu cartão seja cobrado como dito aqui."
    ),
    "With the account you accept these:": "Com a conta, aceita:",
    "Terms": "Condições",
    "Continue to the card": "Continuar para o cartão",
    "The card is typed on the page of the payment provider. Its number never comes here.": (
        "O cartão é digitado na página do serviço de pagamento. O número nunca chega aqui."
    ),
    "Tick that you accept the prices and terms.": "Marque que aceita os preços e as condições.",
}
