"""The onboarding pages in Portuguese."""

WORDS = {
    "Account": "Conta",
    "WhatsApp": "WhatsApp",
    "Permission": "Permissão",
    "Steps": "Etapas",
    "Back to {brand}": "Voltar para {brand}",
    "Your provider": "Seu provedor",
    "Create your account": "Crie sua conta",
    "{brand} connects your company to WhatsApp. Use your own work e-mail: the account is yours.": (
        "{brand} conecta sua empresa ao WhatsApp. Use seu próprio e-mail de trabalho: a conta é sua."
    ),
    "Company name": "Nome da empresa",
    "Your name": "Seu nome",
    "Work e-mail": "E-mail de trabalho",
    "Password": "Senha",
    "At least 8 characters.": "No mínimo 8 caracteres.",
    "Create account": "Criar conta",
    "Already have an account?": "Já tem uma conta?",
    "Log in": "Entrar",
    "E-mail": "E-mail",
    "New here?": "É novo aqui?",
    "Create an account": "Crie uma conta",
    "Enter your company's name.": "Informe o nome da sua empresa.",
    "Enter your name.": "Informe seu nome.",
    "At most 200 characters.": "No máximo 200 caracteres.",
    "Enter an e-mail address, like you@company.com.": "Informe um e-mail, como voce@empresa.com.",
    "Enter 8 to 256 characters.": "Informe de 8 a 256 caracteres.",
    "This e-mail already has an account. Log in instead.": "Este e-mail já tem uma conta. Entre com ela.",
    "The e-mail or password is wrong.": "O e-mail ou a senha está errado.",
    "Connect WhatsApp": "Conectar o WhatsApp",
    "Add a number": "Adicionar um número",
    "A window of Facebook opens. There you log in, choose your business, and choose or add the phone number to use.": (
        "Abre-se uma janela do Facebook. Nela você entra, escolhe sua empresa e escolhe ou adiciona o número."
    ),
    "Log in with your own Facebook account, one that may manage the business.": (
        "Entre com sua própria conta do Facebook, uma que possa administrar a empresa."
    ),
    "Have the phone at hand: a code is sent to the number.": ("Tenha o telefone à mão: um código é enviado ao número."),
    "Code": "Código",
    "Continue with Facebook": "Continuar com o Facebook",
    "Finish the steps in the window of Facebook. This page goes on by itself.": (
        "Conclua as etapas na janela do Facebook. Esta página continua sozinha."
    ),
    "Facebook's sign-up needs JavaScript. Switch it on for this page, then reload.": (
        "O cadastro do Facebook precisa de JavaScript. Ative-o para esta página e recarregue."
    ),
    "Keep my numbers as they are": "Manter meus números como estão",
    "Connecting your number": "Conectando seu número",
    "The number is not connected": "O número não está conectado",
    "Access to your WhatsApp account": "Acesso à sua conta do WhatsApp",
    "Your phone number": "Seu número de telefone",
    "Receiving messages": "Recebimento de mensagens",
    "Registration of the number": "Registro do número",
    "Ready to send": "Pronto para enviar",
    "done": "feito",
    "under way": "em andamento",
    "failed": "falhou",
    "WhatsApp says": "O WhatsApp informa",
    "Try again": "Tentar de novo",
    "This takes a few seconds. You may close the window: we go on, and the link brings you back here.": (
        "Isto leva alguns segundos. Você pode fechar a janela: nós continuamos, e o link traz você de volta."
    ),
    "Go on without waiting": "Continuar sem esperar",
    "Share your numbers": "Compartilhe seus números",
    "Share your numbers with {brand}": "Compartilhe seus números com {brand}",
    "{brand} may make API keys for the numbers you tick: it can then send and receive messages with them. "
    "Untick a number to end that.": (
        "{brand} pode criar chaves de API para os números marcados e com elas enviar e receber mensagens. "
        "Desmarque um número para encerrar isso."
    ),
    "Your numbers": "Seus números",
    "Shared now": "Compartilhado agora",
    "Not shared now": "Não compartilhado agora",
    "Submit": "Enviar",
    "Add another number": "Adicionar outro número",
    "Start": "Começar",
    "Signing up opens in a window of its own: Facebook does not work inside another page.": (
        "O cadastro abre em uma janela própria: o Facebook não funciona dentro de outra página."
    ),
    "Facebook's sign-up did not load. Allow connect.facebook.net in your browser or blocker, then reload this page.": (
        "O cadastro do Facebook não carregou. Permita connect.facebook.net no navegador e recarregue esta página."
    ),
    "Your browser blocked Facebook's window. Allow pop-ups for this page, then try again.": (
        "Seu navegador bloqueou a janela do Facebook. Permita pop-ups para esta página e tente de novo."
    ),
    "The sign-up was closed before it was finished. Nothing was changed. You can start it again.": (
        "O cadastro foi fechado antes do fim. Nada foi alterado. Você pode começar de novo."
    ),
    "Facebook did not give access. Try again, and confirm the permissions it asks for.": (
        "O Facebook não deu acesso. Tente de novo e confirme as permissões pedidas."
    ),
    "Facebook reported an error. Try again, or ask your provider for help.": (
        "O Facebook informou um erro. Tente de novo ou peça ajuda ao seu provedor."
    ),
    "WhatsApp did not accept the sign-up. Please connect once more.": (
        "O WhatsApp não aceitou o cadastro. Conecte mais uma vez."
    ),
    "The sign-up took too long to reach us. Please connect once more.": (
        "O cadastro demorou demais para chegar até nós. Conecte mais uma vez."
    ),
    "This sign-up was used before. Please connect once more.": ("Este cadastro já foi usado. Conecte mais uma vez."),
    "WhatsApp withdrew the access that was given. Please connect once more.": (
        "O WhatsApp retirou o acesso dado. Conecte mais uma vez."
    ),
    "The access to the WhatsApp account is missing. Connect again and leave all permissions on.": (
        "Falta o acesso à conta do WhatsApp. Conecte de novo e deixe todas as permissões ativas."
    ),
    "No WhatsApp Business account was shared. Connect again and choose one.": (
        "Nenhuma conta do WhatsApp Business foi compartilhada. Conecte de novo e escolha uma."
    ),
    "The WhatsApp Business account was not shared with us. Connect again and choose it.": (
        "A conta do WhatsApp Business não foi compartilhada conosco. Conecte de novo e escolha-a."
    ),
    "This WhatsApp Business account is connected to another company here. Ask support to move it.": (
        "Esta conta do WhatsApp Business está conectada a outra empresa aqui. Peça ao suporte para movê-la."
    ),
    "The WhatsApp Business account has no phone number. Connect again and add one.": (
        "A conta do WhatsApp Business não tem número. Conecte de novo e adicione um."
    ),
    "The phone number was not found in the WhatsApp Business account. Please connect once more.": (
        "O número não foi encontrado na conta do WhatsApp Business. Conecte mais uma vez."
    ),
    "This phone number is connected to another company here. Ask support to move it.": (
        "Este número está conectado a outra empresa aqui. Peça ao suporte para movê-lo."
    ),
    "You have as many numbers as your plan allows. Ask your provider for more.": (
        "Você já tem tantos números quanto seu plano permite. Peça mais ao seu provedor."
    ),
    "The phone number is not verified yet. Connect again and enter the code.": (
        "O número ainda não foi verificado. Conecte de novo e informe o código."
    ),
    "The number has a two-step verification PIN from elsewhere. Switch it off in WhatsApp Manager, then try again.": (
        "O número tem um PIN de confirmação em duas etapas. Desative-o no Gerenciador do WhatsApp e tente de novo."
    ),
    "The number was registered too often. WhatsApp allows the next try in up to 72 hours.": (
        "O número foi registrado vezes demais. O WhatsApp permite nova tentativa em até 72 horas."
    ),
    "WhatsApp did not register the phone number. Try again, or ask support.": (
        "O WhatsApp não registrou o número. Tente de novo ou fale com o suporte."
    ),
    "WhatsApp has not connected the number yet. Try again in a few minutes.": (
        "O WhatsApp ainda não conectou o número. Tente de novo em alguns minutos."
    ),
    "WhatsApp did not answer. Please try again in a few minutes.": (
        "O WhatsApp não respondeu. Tente de novo em alguns minutos."
    ),
    "WhatsApp refused the sign-up. Try again, or ask support.": (
        "O WhatsApp recusou o cadastro. Tente de novo ou fale com o suporte."
    ),
    "Something went wrong on our side. Please try again.": ("Algo deu errado do nosso lado. Tente de novo."),
}
